import type { Migration } from '@app/database';

export const store0002: Migration = {
  name: '0002-journal',
  statements: [
    `CREATE TABLE [store].[record_conflict] (
      digest nvarchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
      record_id nvarchar(36) COLLATE Latin1_General_BIN2 NULL,
      kind nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
      noticed_at bigint NOT NULL,
      capsule nvarchar(MAX) NOT NULL,
      CONSTRAINT pk_store_record_conflict PRIMARY KEY (digest)
    )`,
    `CREATE TABLE [store].[record] (
      record_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      type nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
      instance_id nvarchar(36) COLLATE Latin1_General_BIN2 NOT NULL,
      epoch bigint NOT NULL,
      fork bigint NOT NULL,
      counter bigint NULL,
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
      register_id nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
      sequence bigint NOT NULL,
      at bigint NOT NULL,
      business_date nvarchar(10) COLLATE Latin1_General_BIN2 NULL,
      shift_id nvarchar(36) COLLATE Latin1_General_BIN2 NULL,
      receipt_number nvarchar(60) COLLATE Latin1_General_BIN2 NULL,
      currency nvarchar(3) COLLATE Latin1_General_BIN2 NULL,
      gross bigint NULL,
      digest nvarchar(64) COLLATE Latin1_General_BIN2 NOT NULL,
      upload_head nvarchar(64) COLLATE Latin1_General_BIN2 NULL,
      signature nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
      key_id nvarchar(80) COLLATE Latin1_General_BIN2 NULL,
      unsigned_reason nvarchar(200) COLLATE Latin1_General_BIN2 NULL,
      bytes nvarchar(MAX) NOT NULL,
      CONSTRAINT pk_store_record PRIMARY KEY (record_id)
    )`,
    `CREATE UNIQUE INDEX ux_record_counter ON [store].[record] (instance_id, epoch, fork, counter) WHERE counter IS NOT NULL`,
    `CREATE INDEX ix_record_chain ON [store].[record] (channel_id, register_id, type, sequence)`,
    `CREATE INDEX ix_record_shift ON [store].[record] (shift_id)`,
  ],
};
