import type { Migration } from '@app/database';

export const store0005: Migration = {
  name: '0005-carts',
  statements: [
    `CREATE TABLE [store].[cart] (
      cart_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      legal_entity_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      register_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      mode nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      status nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
      revision bigint NOT NULL,
      changed_at bigint NOT NULL,
      document nvarchar(MAX) NOT NULL,
      CONSTRAINT pk_store_cart PRIMARY KEY (cart_id)
    )`,
    `CREATE INDEX ix_cart_register ON [store].[cart] (channel_id, register_id, status)`,
    `CREATE TABLE [store].[idempotency_key] (
      device_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      request_key nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
      fingerprint nvarchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
      created_at bigint NOT NULL,
      answer nvarchar(MAX) NOT NULL,
      CONSTRAINT pk_store_idempotency_key PRIMARY KEY (device_id, request_key)
    )`,
    `CREATE INDEX ix_idempotency_key_created ON [store].[idempotency_key] (created_at)`,
    `CREATE TABLE [store].[real_time_call] (
      operation_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      operation nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      cart_id nvarchar(36) COLLATE Latin1_General_BIN2 NULL,
      state nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
      started_at bigint NOT NULL,
      changed_at bigint NOT NULL,
      input nvarchar(MAX) NOT NULL,
      output nvarchar(MAX) NULL,
      CONSTRAINT pk_store_real_time_call PRIMARY KEY (operation_id)
    )`,
    `CREATE INDEX ix_real_time_call_state ON [store].[real_time_call] (state, started_at)`,
    `CREATE TABLE [store].[tender_attempt] (
      attempt_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      cart_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      register_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      tender_type_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      tender_function nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      kind nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      reverses_attempt_id nvarchar(36) COLLATE Latin1_General_BIN2 NULL,
      driven_by nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL,
      terminal_id nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
      state nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
      currency nvarchar(3) COLLATE Latin1_General_BIN2 NOT NULL,
      requested_amount bigint NOT NULL,
      approved_amount bigint NULL,
      authorization_code nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
      card_last_digits nvarchar(4) COLLATE Latin1_General_BIN2 NULL,
      gift_card_number nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
      state_reason nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
      decided_by nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
      started_at bigint NOT NULL,
      settled_at bigint NULL,
      CONSTRAINT pk_store_tender_attempt PRIMARY KEY (attempt_id)
    )`,
    `CREATE INDEX ix_tender_attempt_cart ON [store].[tender_attempt] (cart_id)`,
    `CREATE INDEX ix_tender_attempt_state ON [store].[tender_attempt] (state, started_at)`,
  ],
};
