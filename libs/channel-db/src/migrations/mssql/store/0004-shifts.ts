import type { Migration } from '@app/database';

export const store0004: Migration = {
  name: '0004-shifts',
  statements: [
    `CREATE TABLE [store].[cash_movement] (
      record_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      shift_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      register_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      kind nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      tender_type_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      currency nvarchar(3) COLLATE Latin1_General_BIN2 NOT NULL,
      amount bigint NOT NULL,
      reason nvarchar(200) NULL,
      staff_id nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
      at bigint NOT NULL,
      CONSTRAINT pk_store_cash_movement PRIMARY KEY (record_id)
    )`,
    `CREATE INDEX ix_cash_movement_shift ON [store].[cash_movement] (shift_id)`,
    `CREATE TABLE [store].[shift] (
      shift_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      legal_entity_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      register_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      drawer_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      staff_id nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
      state nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      opened_at bigint NOT NULL,
      business_date nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      currency nvarchar(3) COLLATE Latin1_General_BIN2 NOT NULL,
      opening_float bigint NOT NULL,
      closed_at bigint NULL,
      z_number bigint NULL,
      CONSTRAINT pk_store_shift PRIMARY KEY (shift_id)
    )`,
    `CREATE UNIQUE INDEX ux_shift_open_drawer ON [store].[shift] (channel_id, drawer_id) WHERE state = 'open'`,
    `CREATE INDEX ix_shift_opened ON [store].[shift] (channel_id, opened_at, shift_id)`,
  ],
};
