import type { Migration } from '@app/database';

export const store0001: Migration = {
  name: '0001-box',
  statements: [
    `CREATE TABLE [store].[alarm] (
      code nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
      subject nvarchar(80) COLLATE Latin1_General_BIN2 NOT NULL,
      raised_at bigint NOT NULL,
      details nvarchar(MAX) NOT NULL,
      CONSTRAINT pk_store_alarm PRIMARY KEY (code, subject)
    )`,
    `CREATE TABLE [store].[box] (
      box_number bigint NOT NULL,
      channel_database_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      instance_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      epoch bigint NOT NULL,
      fork bigint NOT NULL,
      state nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
      last_counter bigint NOT NULL,
      last_head nvarchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
      data_group_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      headquarters_url nvarchar(300) NOT NULL,
      headquarters_key nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
      missing_heads nvarchar(MAX) NOT NULL,
      enrolled_at bigint NOT NULL,
      changed_at bigint NOT NULL,
      CONSTRAINT pk_store_box PRIMARY KEY (box_number)
    )`,
    `CREATE TABLE [store].[chain_head] (
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      register_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      type nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
      sequence bigint NOT NULL,
      digest nvarchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
      perpetual_total nvarchar(31) COLLATE Latin1_General_BIN2 NOT NULL,
      receipt_sequence bigint NOT NULL,
      CONSTRAINT pk_store_chain_head PRIMARY KEY (channel_id, register_id, type)
    )`,
    `CREATE TABLE [store].[setting] (
      name nvarchar(80) COLLATE Latin1_General_BIN2 NOT NULL,
      content nvarchar(MAX) NOT NULL,
      changed_at bigint NOT NULL,
      CONSTRAINT pk_store_setting PRIMARY KEY (name)
    )`,
    `CREATE TABLE [store].[upload_state] (
      instance_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      epoch bigint NOT NULL,
      fork bigint NOT NULL,
      acknowledged_counter bigint NOT NULL,
      acknowledged_head nvarchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
      acknowledged_at bigint NULL,
      is_superseded tinyint NOT NULL,
      CONSTRAINT pk_store_upload_state PRIMARY KEY (instance_id, epoch, fork)
    )`,
  ],
};
