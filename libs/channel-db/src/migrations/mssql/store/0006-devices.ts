import type { Migration } from '@app/database';

export const store0006: Migration = {
  name: '0006-devices',
  statements: [
    `CREATE TABLE [store].[activation_code] (
      code_digest nvarchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
      legal_entity_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      register_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      issued_at bigint NOT NULL,
      expires_at bigint NOT NULL,
      used_at bigint NULL,
      device_id nvarchar(36) COLLATE Latin1_General_BIN2 NULL,
      CONSTRAINT pk_store_activation_code PRIMARY KEY (code_digest)
    )`,
    `CREATE INDEX ix_activation_code_expires ON [store].[activation_code] (expires_at)`,
    `CREATE TABLE [store].[device] (
      device_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      legal_entity_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      register_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      name nvarchar(200) NOT NULL,
      token_digest nvarchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
      state nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      activated_at bigint NOT NULL,
      revoked_at bigint NULL,
      last_seen_at bigint NULL,
      CONSTRAINT pk_store_device PRIMARY KEY (device_id)
    )`,
    `CREATE UNIQUE INDEX ux_device_token ON [store].[device] (token_digest)`,
    `CREATE INDEX ix_device_register ON [store].[device] (channel_id, register_id)`,
    `CREATE TABLE [store].[employee_session] (
      session_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      token_digest nvarchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
      device_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      register_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      staff_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      state nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      began_at bigint NOT NULL,
      last_used_at bigint NOT NULL,
      ended_at bigint NULL,
      CONSTRAINT pk_store_employee_session PRIMARY KEY (session_id)
    )`,
    `CREATE UNIQUE INDEX ux_employee_session_token ON [store].[employee_session] (token_digest)`,
    `CREATE INDEX ix_employee_session_device ON [store].[employee_session] (device_id, state)`,
    `CREATE TABLE [store].[lock_out] (
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      staff_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      device_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      failures bigint NOT NULL,
      last_failed_at bigint NOT NULL,
      locked_until bigint NULL,
      CONSTRAINT pk_store_lock_out PRIMARY KEY (channel_id, staff_id, device_id)
    )`,
  ],
};
