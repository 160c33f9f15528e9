import type { Migration } from '@app/database';

/** What came up, batch by batch, and the chains of registers. */
export const uploadSessions: Migration = {
  name: '0009-upload-sessions',
  statements: [
    // What was kept of one batch. Its heads say what was acknowledged, whatever becomes of the records.
    `CREATE TABLE {upload_session} (
      session_id TEXT NOT NULL PRIMARY KEY, channel_database_id TEXT NOT NULL, instance_id TEXT NOT NULL, epoch INTEGER NOT NULL,
      fork INTEGER NOT NULL, branch INTEGER NOT NULL, from_counter INTEGER NOT NULL, to_counter INTEGER NOT NULL,
      previous_head TEXT, head TEXT, record_count INTEGER NOT NULL, sums TEXT NOT NULL, outcome TEXT NOT NULL, received_at INTEGER NOT NULL)`,
    `CREATE INDEX upload_session_of_line ON {upload_session} (channel_database_id, instance_id, epoch, fork, branch, to_counter)`,
    `CREATE INDEX record_by_chain ON {record} (channel_database_id, channel_id, register_id, type, sequence)`,
  ],
};
