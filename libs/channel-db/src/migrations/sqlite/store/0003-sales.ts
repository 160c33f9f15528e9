import type { Migration } from '@app/database';

export const store0003: Migration = {
  name: '0003-sales',
  statements: [
    `CREATE TABLE sale_line (
      transaction_id TEXT NOT NULL,
      line_id TEXT NOT NULL,
      line_number INTEGER NOT NULL,
      product_id TEXT,
      name TEXT NOT NULL,
      unit_id TEXT NOT NULL,
      quantity INTEGER NOT NULL,
      net INTEGER NOT NULL,
      tax INTEGER NOT NULL,
      gross INTEGER NOT NULL,
      is_voided INTEGER NOT NULL,
      return_of_transaction_id TEXT,
      return_of_line_id TEXT,
      returned_quantity INTEGER NOT NULL,
      PRIMARY KEY (transaction_id, line_id)
    ) WITHOUT ROWID`,
    `CREATE INDEX ix_sale_line_return_of ON sale_line (return_of_transaction_id, return_of_line_id) WHERE return_of_transaction_id IS NOT NULL`,
    `CREATE TABLE sale (
      transaction_id TEXT NOT NULL,
      legal_entity_id TEXT NOT NULL,
      channel_id TEXT NOT NULL,
      register_id TEXT NOT NULL,
      mode TEXT NOT NULL,
      receipt_number TEXT NOT NULL,
      at INTEGER NOT NULL,
      business_date TEXT NOT NULL,
      shift_id TEXT,
      staff_id TEXT,
      drawer_id TEXT,
      currency TEXT NOT NULL,
      net INTEGER NOT NULL,
      tax INTEGER NOT NULL,
      gross INTEGER NOT NULL,
      rounding INTEGER NOT NULL,
      line_count INTEGER NOT NULL,
      item_count INTEGER NOT NULL,
      PRIMARY KEY (transaction_id)
    ) WITHOUT ROWID`,
    `CREATE INDEX ix_sale_receipt ON sale (channel_id, receipt_number)`,
    `CREATE INDEX ix_sale_at ON sale (channel_id, at, transaction_id)`,
    `CREATE INDEX ix_sale_shift ON sale (shift_id)`,
    `CREATE TABLE sale_tax (
      transaction_id TEXT NOT NULL,
      tax_code_id TEXT NOT NULL,
      rate INTEGER NOT NULL,
      base INTEGER NOT NULL,
      amount INTEGER NOT NULL,
      PRIMARY KEY (transaction_id, tax_code_id, rate)
    ) WITHOUT ROWID`,
    `CREATE TABLE sale_tender (
      transaction_id TEXT NOT NULL,
      tender_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      tender_type_id TEXT NOT NULL,
      tender_function TEXT NOT NULL,
      currency TEXT NOT NULL,
      amount INTEGER NOT NULL,
      attempt_id TEXT,
      PRIMARY KEY (transaction_id, tender_id, kind)
    ) WITHOUT ROWID`,
  ],
};
