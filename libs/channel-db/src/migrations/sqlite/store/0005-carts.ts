import type { Migration } from '@app/database';

export const store0005: Migration = {
  name: '0005-carts',
  statements: [
    `CREATE TABLE cart (
      cart_id TEXT NOT NULL,
      legal_entity_id TEXT NOT NULL,
      channel_id TEXT NOT NULL,
      register_id TEXT NOT NULL,
      mode TEXT NOT NULL,
      status TEXT NOT NULL,
      revision INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      document TEXT NOT NULL,
      PRIMARY KEY (cart_id)
    )`,
    `CREATE INDEX ix_cart_register ON cart (channel_id, register_id, status)`,
    `CREATE TABLE idempotency_key (
      device_id TEXT NOT NULL,
      request_key TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      answer TEXT NOT NULL,
      PRIMARY KEY (device_id, request_key)
    )`,
    `CREATE INDEX ix_idempotency_key_created ON idempotency_key (created_at)`,
    `CREATE TABLE real_time_call (
      operation_id TEXT NOT NULL,
      operation TEXT NOT NULL,
      cart_id TEXT,
      state TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      input TEXT NOT NULL,
      output TEXT,
      PRIMARY KEY (operation_id)
    )`,
    `CREATE INDEX ix_real_time_call_state ON real_time_call (state, started_at)`,
    `CREATE TABLE tender_attempt (
      attempt_id TEXT NOT NULL,
      cart_id TEXT NOT NULL,
      channel_id TEXT NOT NULL,
      register_id TEXT NOT NULL,
      tender_type_id TEXT NOT NULL,
      tender_function TEXT NOT NULL,
      kind TEXT NOT NULL,
      reverses_attempt_id TEXT,
      driven_by TEXT NOT NULL,
      terminal_id TEXT,
      state TEXT NOT NULL,
      currency TEXT NOT NULL,
      requested_amount INTEGER NOT NULL,
      approved_amount INTEGER,
      authorization_code TEXT,
      card_last_digits TEXT,
      gift_card_number TEXT,
      state_reason TEXT,
      decided_by TEXT,
      started_at INTEGER NOT NULL,
      settled_at INTEGER,
      PRIMARY KEY (attempt_id)
    ) WITHOUT ROWID`,
    `CREATE INDEX ix_tender_attempt_cart ON tender_attempt (cart_id)`,
    `CREATE INDEX ix_tender_attempt_state ON tender_attempt (state, started_at)`,
  ],
};
