import type { Migration } from '@app/database';
import { erpDoors } from './door-migrations';
import { rollouts } from './rollout-migration';
import { scheduler } from './scheduler-migration';
import { uploadSessions } from './upload-migration';

const company: Migration = {
  name: '0001-company',
  statements: [
    `CREATE TABLE {row_version} (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL)`,
    `INSERT INTO {row_version} (name, value) VALUES ('company', 0)`,
    // One row of any entity of the protocol, in wire form. Deletions stay as tombstones so that deltas can carry them.
    // scope_id says whom the row is for: a channel, a legal entity, or everybody ('').
    `CREATE TABLE {company_row} (
      entity TEXT NOT NULL, row_key TEXT NOT NULL, scope_id TEXT NOT NULL, version INTEGER NOT NULL,
      is_deleted INTEGER NOT NULL, body TEXT NOT NULL,
      PRIMARY KEY (entity, row_key))`,
    `CREATE INDEX company_row_by_scope ON {company_row} (entity, scope_id, version)`,
    `CREATE TABLE {data_group} (data_group_id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL)`,
    `CREATE TABLE {channel_database} (
      channel_database_id TEXT NOT NULL PRIMARY KEY, data_group_id TEXT NOT NULL, name TEXT NOT NULL, epoch INTEGER NOT NULL)`,
    `CREATE TABLE {channel_database_channel} (
      channel_database_id TEXT NOT NULL, channel_id TEXT NOT NULL, PRIMARY KEY (channel_database_id, channel_id))`,
  ],
};

const exchange: Migration = {
  name: '0002-exchange',
  statements: [
    `CREATE TABLE {enrolment_code} (
      code_hash TEXT NOT NULL PRIMARY KEY, channel_database_id TEXT NOT NULL, is_replacement INTEGER NOT NULL, serial TEXT,
      created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
      redeemed_at INTEGER, instance_id TEXT, box_key TEXT, answer TEXT)`,
    `CREATE TABLE {box} (
      instance_id TEXT NOT NULL PRIMARY KEY, channel_database_id TEXT NOT NULL, epoch INTEGER NOT NULL, state TEXT NOT NULL,
      box_key TEXT NOT NULL, console_key TEXT NOT NULL, serial TEXT, software_version TEXT NOT NULL,
      enrolled_at INTEGER NOT NULL, superseded_at INTEGER, last_seen_at INTEGER, heartbeat TEXT, heartbeat_at INTEGER)`,
    `CREATE INDEX box_by_channel_database ON {box} (channel_database_id, epoch)`,
    // A segment is built once per scope and row version; every package that needs the same rows names the same file.
    `CREATE TABLE {segment} (
      scope TEXT NOT NULL, entity TEXT NOT NULL, version INTEGER NOT NULL, part INTEGER NOT NULL,
      sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL, row_count INTEGER NOT NULL,
      PRIMARY KEY (scope, entity, version, part))`,
    `CREATE TABLE {package} (
      package_id TEXT NOT NULL PRIMARY KEY, channel_database_id TEXT NOT NULL, job TEXT NOT NULL, kind TEXT NOT NULL,
      from_version INTEGER NOT NULL, to_version INTEGER NOT NULL, created_at INTEGER NOT NULL,
      manifest TEXT NOT NULL, signature TEXT NOT NULL)`,
    `CREATE TABLE {download_session} (
      session_id TEXT NOT NULL PRIMARY KEY, channel_database_id TEXT NOT NULL, epoch INTEGER NOT NULL,
      ordinal INTEGER NOT NULL, job TEXT NOT NULL,
      package_id TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, try_count INTEGER NOT NULL, load_id TEXT,
      created_at INTEGER NOT NULL, requested_at INTEGER, downloaded_at INTEGER, applied_at INTEGER, failed_at INTEGER,
      row_count INTEGER, quarantined_count INTEGER, message TEXT, superseded_by TEXT)`,
    `CREATE INDEX download_session_in_order ON {download_session} (channel_database_id, ordinal)`,
  ],
};

const sales: Migration = {
  name: '0003-sales',
  statements: [
    // Where a line of history stands. Branch 0 is the acknowledged one; branch n the tail that became fork n.
    `CREATE TABLE {upload_line} (
      channel_database_id TEXT NOT NULL, instance_id TEXT NOT NULL, epoch INTEGER NOT NULL, fork INTEGER NOT NULL, branch INTEGER NOT NULL,
      parent_branch INTEGER NOT NULL, base_counter INTEGER NOT NULL, counter INTEGER NOT NULL, head TEXT NOT NULL, updated_at INTEGER NOT NULL,
      PRIMARY KEY (channel_database_id, instance_id, epoch, fork, branch))`,
    `CREATE TABLE {record} (
      channel_database_id TEXT NOT NULL, instance_id TEXT NOT NULL, epoch INTEGER NOT NULL, fork INTEGER NOT NULL, branch INTEGER NOT NULL,
      counter INTEGER NOT NULL, record_id TEXT, digest TEXT NOT NULL, type TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
      legal_entity_id TEXT, channel_id TEXT, register_id TEXT, sequence INTEGER, at INTEGER, business_date TEXT, shift_id TEXT, staff_id TEXT,
      receipt_number TEXT, currency TEXT, gross INTEGER, bytes TEXT NOT NULL, signature TEXT, key_id TEXT, received_at INTEGER NOT NULL,
      PRIMARY KEY (channel_database_id, instance_id, epoch, fork, branch, counter))`,
    `CREATE INDEX record_by_id ON {record} (record_id)`,
    `CREATE INDEX record_by_receipt ON {record} (receipt_number) WHERE receipt_number IS NOT NULL`,
    `CREATE INDEX record_by_day ON {record} (channel_id, business_date, currency) WHERE gross IS NOT NULL`,
    `CREATE TABLE {alarm} (
      alarm_id TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, channel_database_id TEXT, subject TEXT NOT NULL,
      details TEXT NOT NULL, acknowledged_at INTEGER)`,
    `CREATE UNIQUE INDEX alarm_once ON {alarm} (kind, subject)`,
  ],
};

const giftCards: Migration = {
  name: '0004-gift-cards',
  statements: [
    `CREATE TABLE {gift_card} (
      card_number TEXT NOT NULL PRIMARY KEY, currency TEXT NOT NULL, balance INTEGER NOT NULL, state TEXT NOT NULL, created_at INTEGER NOT NULL)`,
    `CREATE TABLE {gift_card_operation} (
      operation_id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, card_number TEXT, amount INTEGER, transaction_id TEXT,
      state TEXT NOT NULL, input TEXT, answer TEXT, created_at INTEGER NOT NULL, expires_at INTEGER)`,
    `CREATE INDEX gift_card_operation_by_card ON {gift_card_operation} (card_number, state)`,
  ],
};

const doors: Migration = {
  name: '0005-doors',
  statements: [
    `CREATE TABLE {import_run} (
      import_id TEXT NOT NULL PRIMARY KEY, source TEXT NOT NULL, as_of TEXT NOT NULL, started_at INTEGER NOT NULL, finished_at INTEGER,
      stored_count INTEGER NOT NULL, refused_count INTEGER NOT NULL)`,
    `CREATE TABLE {import_refusal} (
      import_id TEXT NOT NULL, line_number INTEGER NOT NULL, legal_entity_id TEXT NOT NULL, channel_id TEXT NOT NULL,
      barcode TEXT NOT NULL, name TEXT NOT NULL, price TEXT NOT NULL, reason TEXT NOT NULL,
      PRIMARY KEY (import_id, line_number))`,
  ],
};

const sqliteForms: Migration = {
  name: '0006-sqlite-forms',
  statements: [`ALTER TABLE {segment} ADD COLUMN sqlite_sha256 TEXT`, `ALTER TABLE {segment} ADD COLUMN sqlite_size_bytes INTEGER`],
};

/** Gift cards are one kind of account among others. */
const accounts: Migration = {
  name: '0010-accounts',
  statements: [
    `CREATE TABLE {account} (
      kind TEXT NOT NULL, account_number TEXT NOT NULL, currency TEXT NOT NULL, balance INTEGER NOT NULL, state TEXT NOT NULL,
      credit_limit INTEGER NOT NULL, points_per_unit INTEGER, expires_at INTEGER, created_at INTEGER NOT NULL,
      PRIMARY KEY (kind, account_number))`,
    `INSERT INTO {account} SELECT 'gift-card', card_number, currency, balance, state, 0, NULL, NULL, created_at FROM {gift_card}`,
    `CREATE TABLE {account_operation} (
      operation_id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, account_kind TEXT, account_number TEXT, amount INTEGER, units INTEGER,
      transaction_id TEXT, state TEXT NOT NULL, input TEXT, answer TEXT, created_at INTEGER NOT NULL, expires_at INTEGER)`,
    `INSERT INTO {account_operation} SELECT operation_id, kind, CASE WHEN card_number IS NULL THEN NULL ELSE 'gift-card' END, card_number,
       amount, amount, transaction_id, state, input, answer, created_at, expires_at FROM {gift_card_operation}`,
    `CREATE INDEX account_operation_by_account ON {account_operation} (account_kind, account_number, state)`,
    `DROP TABLE {gift_card_operation}`,
    `DROP TABLE {gift_card}`,
  ],
};

/** Key figures of boxes as they tell them: a JSON object of figures by series for each moment. */
const boxHistory: Migration = {
  name: '0011-box-history',
  statements: [
    `CREATE TABLE {box_history} (
      instance_id TEXT NOT NULL, at INTEGER NOT NULL, figures TEXT NOT NULL, PRIMARY KEY (instance_id, at)) WITHOUT ROWID`,
  ],
};

/** When each store closed last is read with every look at the fleet. */
const closings: Migration = {
  name: '0012-closings',
  statements: [`CREATE INDEX record_by_closing ON {record} (channel_database_id, at) WHERE type = 'shift-close'`],
};

/** Whom headquarters lets in at the consoles of stores. */
const consoleUsers: Migration = {
  name: '0013-console-users',
  statements: [
    `CREATE TABLE {console_user} (
      user_id TEXT NOT NULL PRIMARY KEY, channel_database_id TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, verifier TEXT NOT NULL)`,
    `CREATE UNIQUE INDEX console_user_by_name ON {console_user} (channel_database_id, name)`,
  ],
};

export const MIGRATIONS: readonly Migration[] = [
  company,
  exchange,
  sales,
  giftCards,
  doors,
  sqliteForms,
  erpDoors,
  scheduler,
  uploadSessions,
  accounts,
  boxHistory,
  closings,
  consoleUsers,
  rollouts,
];
