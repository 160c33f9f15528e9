import type { Migration } from '@app/database';

export const store0004: Migration = {
  name: '0004-shifts',
  statements: [
    `CREATE TABLE cash_movement (
      record_id TEXT NOT NULL,
      shift_id TEXT NOT NULL,
      channel_id TEXT NOT NULL,
      register_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      tender_type_id TEXT NOT NULL,
      currency TEXT NOT NULL,
      amount INTEGER NOT NULL,
      reason TEXT,
      staff_id TEXT,
      at INTEGER NOT NULL,
      PRIMARY KEY (record_id)
    ) WITHOUT ROWID`,
    `CREATE INDEX ix_cash_movement_shift ON cash_movement (shift_id)`,
    `CREATE TABLE shift (
      shift_id TEXT NOT NULL,
      legal_entity_id TEXT NOT NULL,
      channel_id TEXT NOT NULL,
      register_id TEXT NOT NULL,
      drawer_id TEXT NOT NULL,
      staff_id TEXT,
      state TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      business_date TEXT NOT NULL,
      currency TEXT NOT NULL,
      opening_float INTEGER NOT NULL,
      closed_at INTEGER,
      z_number INTEGER,
      PRIMARY KEY (shift_id)
    ) WITHOUT ROWID`,
    `CREATE UNIQUE INDEX ux_shift_open_drawer ON shift (channel_id, drawer_id) WHERE state = 'open'`,
    `CREATE INDEX ix_shift_opened ON shift (channel_id, opened_at, shift_id)`,
  ],
};
