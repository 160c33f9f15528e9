import type { Migration } from '@app/database';

export const store0002: Migration = {
  name: '0002-journal',
  statements: [
    `CREATE TABLE record_conflict (
      digest TEXT NOT NULL,
      record_id TEXT,
      kind TEXT NOT NULL,
      noticed_at INTEGER NOT NULL,
      capsule TEXT NOT NULL,
      PRIMARY KEY (digest)
    )`,
    `CREATE TABLE record (
      record_id TEXT NOT NULL,
      type TEXT NOT NULL,
      instance_id TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      fork INTEGER NOT NULL,
      counter INTEGER,
      channel_id TEXT,
      register_id TEXT,
      sequence INTEGER NOT NULL,
      at INTEGER NOT NULL,
      business_date TEXT,
      shift_id TEXT,
      receipt_number TEXT,
      currency TEXT,
      gross INTEGER,
      digest TEXT NOT NULL,
      upload_head TEXT,
      signature TEXT,
      key_id TEXT,
      unsigned_reason TEXT,
      bytes TEXT NOT NULL,
      PRIMARY KEY (record_id)
    )`,
    `CREATE UNIQUE INDEX ux_record_counter ON record (instance_id, epoch, fork, counter) WHERE counter IS NOT NULL`,
    `CREATE INDEX ix_record_chain ON record (channel_id, register_id, type, sequence)`,
    `CREATE INDEX ix_record_shift ON record (shift_id)`,
  ],
};
