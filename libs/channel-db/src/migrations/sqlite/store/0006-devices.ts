import type { Migration } from '@app/database';

export const store0006: Migration = {
  name: '0006-devices',
  statements: [
    `CREATE TABLE activation_code (
      code_digest TEXT NOT NULL,
      legal_entity_id TEXT NOT NULL,
      channel_id TEXT NOT NULL,
      register_id TEXT NOT NULL,
      issued_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      used_at INTEGER,
      device_id TEXT,
      PRIMARY KEY (code_digest)
    ) WITHOUT ROWID`,
    `CREATE INDEX ix_activation_code_expires ON activation_code (expires_at)`,
    `CREATE TABLE device (
      device_id TEXT NOT NULL,
      legal_entity_id TEXT NOT NULL,
      channel_id TEXT NOT NULL,
      register_id TEXT NOT NULL,
      name TEXT NOT NULL,
      token_digest TEXT NOT NULL,
      state TEXT NOT NULL,
      activated_at INTEGER NOT NULL,
      revoked_at INTEGER,
      last_seen_at INTEGER,
      PRIMARY KEY (device_id)
    ) WITHOUT ROWID`,
    `CREATE UNIQUE INDEX ux_device_token ON device (token_digest)`,
    `CREATE INDEX ix_device_register ON device (channel_id, register_id)`,
    `CREATE TABLE employee_session (
      session_id TEXT NOT NULL,
      token_digest TEXT NOT NULL,
      device_id TEXT NOT NULL,
      channel_id TEXT NOT NULL,
      register_id TEXT NOT NULL,
      staff_id TEXT NOT NULL,
      state TEXT NOT NULL,
      began_at INTEGER NOT NULL,
      last_used_at INTEGER NOT NULL,
      ended_at INTEGER,
      PRIMARY KEY (session_id)
    ) WITHOUT ROWID`,
    `CREATE UNIQUE INDEX ux_employee_session_token ON employee_session (token_digest)`,
    `CREATE INDEX ix_employee_session_device ON employee_session (device_id, state)`,
    `CREATE TABLE lock_out (
      channel_id TEXT NOT NULL,
      staff_id TEXT NOT NULL,
      device_id TEXT NOT NULL,
      failures INTEGER NOT NULL,
      last_failed_at INTEGER NOT NULL,
      locked_until INTEGER,
      PRIMARY KEY (channel_id, staff_id, device_id)
    ) WITHOUT ROWID`,
  ],
};
