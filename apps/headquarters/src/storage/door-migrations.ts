import type { Migration } from '@app/database';

/** The doors for ERPs: files in, sales files out, the feed of what was received, the webhook. */
export const erpDoors: Migration = {
  name: '0007-erp-doors',
  statements: [
    // A file that came in, and how far it is. `filed_at` is empty while the file itself does not lie yet where its state says.
    `CREATE TABLE {inbox_file} (
      file_id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, size_bytes INTEGER NOT NULL,
      mapping TEXT, series TEXT, kind TEXT, state TEXT NOT NULL, reason TEXT, found_at INTEGER NOT NULL, finished_at INTEGER, filed_at INTEGER,
      line_count INTEGER NOT NULL, taken_count INTEGER NOT NULL, refused_count INTEGER NOT NULL,
      changed_count INTEGER NOT NULL, removed_count INTEGER NOT NULL)`,
    `CREATE INDEX inbox_file_by_series ON {inbox_file} (series, state)`,
    `CREATE INDEX inbox_file_unfinished ON {inbox_file} (state, filed_at)`,
    // What a file says, until it is applied. A body that is NULL names a row whose line could not be taken.
    `CREATE TABLE {inbox_row} (
      file_id TEXT NOT NULL, entity TEXT NOT NULL, row_key TEXT NOT NULL, line_number INTEGER NOT NULL, body TEXT,
      PRIMARY KEY (file_id, entity, row_key)) WITHOUT ROWID`,
    `CREATE TABLE {inbox_refusal} (
      file_id TEXT NOT NULL, line_number INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (file_id, line_number)) WITHOUT ROWID`,
    // Which series of files brought a row, and its last file that named it: a full file ends what it no longer names.
    `CREATE TABLE {series_row} (
      entity TEXT NOT NULL, row_key TEXT NOT NULL, series TEXT NOT NULL, file_id TEXT NOT NULL, PRIMARY KEY (entity, row_key)) WITHOUT ROWID`,
    `CREATE INDEX series_row_by_series ON {series_row} (series, entity, file_id)`,
    // Records that count, numbered in the order in which they were committed. A row number of SQLite may change; this one does not.
    `ALTER TABLE {record} ADD COLUMN arrival INTEGER`,
    `UPDATE {record} SET arrival = rowid WHERE state = 'held'`,
    `INSERT INTO {row_version} (name, value) SELECT 'record', coalesce(max(rowid), 0) FROM {record}`,
    `CREATE UNIQUE INDEX record_by_arrival ON {record} (arrival) WHERE arrival IS NOT NULL`,
    // Business days with sales, and what of them was written to the outbox. A revision is noted before its files are written, so that
    // it says the same when they must be written again.
    `CREATE TABLE {sales_day} (
      channel_id TEXT NOT NULL, business_date TEXT NOT NULL, arrival INTEGER NOT NULL, arrived_at INTEGER NOT NULL,
      revision INTEGER NOT NULL, written_arrival INTEGER NOT NULL, written_at INTEGER, is_complete INTEGER NOT NULL,
      PRIMARY KEY (channel_id, business_date)) WITHOUT ROWID`,
    `INSERT INTO {sales_day} (channel_id, business_date, arrival, arrived_at, revision, written_arrival, is_complete)
      SELECT channel_id, business_date, max(arrival), max(received_at), 0, 0, 1 FROM {record}
      WHERE type = 'sale' AND state = 'held' AND channel_id IS NOT NULL AND business_date IS NOT NULL GROUP BY channel_id, business_date`,
    `CREATE TABLE {webhook} (
      url TEXT NOT NULL PRIMARY KEY, delivered_arrival INTEGER NOT NULL, failed_tries INTEGER NOT NULL, next_at INTEGER NOT NULL, last_error TEXT)`,
  ],
};
