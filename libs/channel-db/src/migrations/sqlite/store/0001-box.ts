import type { Migration } from '@app/database';

export const store0001: Migration = {
  name: '0001-box',
  statements: [
    `CREATE TABLE alarm (
      code TEXT NOT NULL,
      subject TEXT NOT NULL,
      raised_at INTEGER NOT NULL,
      details TEXT NOT NULL,
      PRIMARY KEY (code, subject)
    )`,
    `CREATE TABLE box (
      box_number INTEGER NOT NULL,
      channel_database_id TEXT NOT NULL,
      instance_id TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      fork INTEGER NOT NULL,
      state TEXT NOT NULL,
      last_counter INTEGER NOT NULL,
      last_head TEXT NOT NULL,
      data_group_id TEXT NOT NULL,
      headquarters_url TEXT NOT NULL,
      headquarters_key TEXT NOT NULL,
      missing_heads TEXT NOT NULL,
      enrolled_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      PRIMARY KEY (box_number)
    )`,
    `CREATE TABLE chain_head (
      channel_id TEXT NOT NULL,
      register_id TEXT NOT NULL,
      type TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      digest TEXT NOT NULL,
      perpetual_total TEXT NOT NULL,
      receipt_sequence INTEGER NOT NULL,
      PRIMARY KEY (channel_id, register_id, type)
    ) WITHOUT ROWID`,
    `CREATE TABLE setting (
      name TEXT NOT NULL,
      content TEXT NOT NULL,
      changed_at INTEGER NOT NULL,
      PRIMARY KEY (name)
    )`,
    `CREATE TABLE upload_state (
      instance_id TEXT NOT NULL,
      epoch INTEGER NOT NULL,
      fork INTEGER NOT NULL,
      acknowledged_counter INTEGER NOT NULL,
      acknowledged_head TEXT NOT NULL,
      acknowledged_at INTEGER,
      is_superseded INTEGER NOT NULL,
      PRIMARY KEY (instance_id, epoch, fork)
    ) WITHOUT ROWID`,
  ],
};
