import type { Migration } from '@app/database';

export const store0003: Migration = {
  name: '0003-sales',
  statements: [
    `CREATE TABLE [store].[sale_line] (
      transaction_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      line_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      line_number bigint NOT NULL,
      product_id nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
      name nvarchar(200) NOT NULL,
      unit_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      quantity bigint NOT NULL,
      net bigint NOT NULL,
      tax bigint NOT NULL,
      gross bigint NOT NULL,
      is_voided tinyint NOT NULL,
      return_of_transaction_id nvarchar(36) COLLATE Latin1_General_BIN2 NULL,
      return_of_line_id nvarchar(36) COLLATE Latin1_General_BIN2 NULL,
      returned_quantity bigint NOT NULL,
      CONSTRAINT pk_store_sale_line PRIMARY KEY (transaction_id, line_id)
    )`,
    `CREATE INDEX ix_sale_line_return_of ON [store].[sale_line] (return_of_transaction_id, return_of_line_id) WHERE return_of_transaction_id IS NOT NULL`,
    `CREATE TABLE [store].[sale] (
      transaction_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      legal_entity_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      register_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      mode nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      receipt_number nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
      at bigint NOT NULL,
      business_date nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      shift_id nvarchar(36) COLLATE Latin1_General_BIN2 NULL,
      staff_id nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
      drawer_id nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
      currency nvarchar(3) COLLATE Latin1_General_BIN2 NOT NULL,
      net bigint NOT NULL,
      tax bigint NOT NULL,
      gross bigint NOT NULL,
      rounding bigint NOT NULL,
      line_count bigint NOT NULL,
      item_count bigint NOT NULL,
      CONSTRAINT pk_store_sale PRIMARY KEY (transaction_id)
    )`,
    `CREATE INDEX ix_sale_receipt ON [store].[sale] (channel_id, receipt_number)`,
    `CREATE INDEX ix_sale_at ON [store].[sale] (channel_id, at, transaction_id)`,
    `CREATE INDEX ix_sale_shift ON [store].[sale] (shift_id)`,
    `CREATE TABLE [store].[sale_tax] (
      transaction_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      tax_code_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      rate bigint NOT NULL,
      base bigint NOT NULL,
      amount bigint NOT NULL,
      CONSTRAINT pk_store_sale_tax PRIMARY KEY (transaction_id, tax_code_id, rate)
    )`,
    `CREATE TABLE [store].[sale_tender] (
      transaction_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      tender_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      kind nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      tender_type_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      tender_function nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      currency nvarchar(3) COLLATE Latin1_General_BIN2 NOT NULL,
      amount bigint NOT NULL,
      attempt_id nvarchar(36) COLLATE Latin1_General_BIN2 NULL,
      CONSTRAINT pk_store_sale_tender PRIMARY KEY (transaction_id, tender_id, kind)
    )`,
  ],
};
