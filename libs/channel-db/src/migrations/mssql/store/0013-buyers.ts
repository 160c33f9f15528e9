import type { Migration } from '@app/database';

/** Who bought, and how often coupons were used. */
export const store0013: Migration = {
  name: '0013-buyers',
  statements: [
    `CREATE TABLE [store].[coupon_use] (
      channel_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      coupon_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      customer_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      legal_entity_id nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
      uses bigint NOT NULL,
      CONSTRAINT pk_store_coupon_use PRIMARY KEY (channel_id, coupon_id, customer_id)
    )`,
    `ALTER TABLE [store].[sale] ADD customer_id nvarchar(40) COLLATE Latin1_General_BIN2 NULL`,
  ],
};
