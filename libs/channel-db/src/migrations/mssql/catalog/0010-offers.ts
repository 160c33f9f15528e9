import type { Migration } from '@app/database';

/** Offers, what they are on, for whom, and the coupons they may ask for. Lines are found by what they name, not by their offer. */
export const catalog0010: Migration = {
  name: '0010-offers',
  statements: [
    `CREATE TABLE [catalog].[offer] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [offer_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [name] nvarchar(200) NOT NULL, [kind] nvarchar(20) NOT NULL,
  [concurrency] nvarchar(20) NOT NULL, [priority] bigint NULL, [currency] nvarchar(3) NOT NULL, [is_enabled] bit NOT NULL,
  [needs_coupon] bit NOT NULL, [matches_all_price_groups] bit NOT NULL, [counts_non_discountable] bit NOT NULL,
  [valid_from] nvarchar(10) NOT NULL, [valid_from_time] nvarchar(5) NULL, [valid_to] nvarchar(10) NOT NULL,
  [valid_to_time] nvarchar(5) NULL, [hours] nvarchar(max) NOT NULL, [reward_kind] nvarchar(20) NOT NULL,
  [reward_value] nvarchar(24) NULL, [tiers] nvarchar(max) NOT NULL, [deal_groups] nvarchar(max) NOT NULL,
  [least_expensive_count] bigint NULL, [favours] nvarchar(20) NULL, [times_applicable] bigint NULL,
  [tender_type_ids] nvarchar(max) NOT NULL, [delivery_mode_ids] nvarchar(max) NOT NULL,
  CONSTRAINT pk_catalog_offer PRIMARY KEY ([legal_entity_id], [offer_id])
)`,
    `CREATE TABLE [catalog].[offer_line] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [offer_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [line_number] nvarchar(9) COLLATE Latin1_General_BIN2 NOT NULL,
  [product_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [category_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL,
  [unit_id] nvarchar(40) COLLATE Latin1_General_BIN2 NULL, [is_excluded] bit NOT NULL,
  [group_id] nvarchar(20) COLLATE Latin1_General_BIN2 NULL, [reward_kind] nvarchar(20) NULL, [reward_value] nvarchar(24) NULL,
  [valid_to] nvarchar(10) NULL,
  CONSTRAINT pk_catalog_offer_line PRIMARY KEY ([legal_entity_id], [offer_id], [line_number])
)`,
    `CREATE INDEX ix_catalog_offer_line_product ON [catalog].[offer_line] ([legal_entity_id], [product_id], [category_id])`,
    `CREATE INDEX ix_catalog_offer_line_category ON [catalog].[offer_line] ([legal_entity_id], [category_id])`,
    `CREATE TABLE [catalog].[offer_price_group] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [offer_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [price_group_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  CONSTRAINT pk_catalog_offer_price_group PRIMARY KEY ([legal_entity_id], [offer_id], [price_group_id])
)`,
    `CREATE TABLE [catalog].[coupon] (
  [legal_entity_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL,
  [coupon_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [code] nvarchar(80) COLLATE Latin1_General_BIN2 NOT NULL,
  [offer_id] nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL, [is_enabled] bit NOT NULL,
  [valid_from] nvarchar(10) NOT NULL, [valid_from_time] nvarchar(5) NULL, [valid_to] nvarchar(10) NOT NULL,
  [valid_to_time] nvarchar(5) NULL, [maximum_uses] bigint NULL, [uses_count] nvarchar(20) NOT NULL, [needs_customer] bit NOT NULL,
  [is_exclusive] bit NOT NULL,
  CONSTRAINT pk_catalog_coupon PRIMARY KEY ([legal_entity_id], [coupon_id])
)`,
    `CREATE INDEX ix_catalog_coupon_code ON [catalog].[coupon] ([legal_entity_id], [code])`,
  ],
};
