import type { Migration } from '@app/database';

/** Prices begin and end at a minute, and a channel says whether open baskets follow them. Only rows that name a time stand in the indexes. */
export const catalog0003: Migration = {
  name: '0003-price-times',
  statements: [
    `ALTER TABLE price ADD COLUMN valid_from_time TEXT`,
    `ALTER TABLE price ADD COLUMN valid_to_time TEXT`,
    `ALTER TABLE channel ADD COLUMN reprices_open_baskets INTEGER`,
    `CREATE INDEX price_beginning ON price (channel_id, valid_from, valid_from_time) WHERE valid_from_time IS NOT NULL`,
    `CREATE INDEX price_end ON price (channel_id, valid_to, valid_to_time) WHERE valid_to_time IS NOT NULL`,
  ],
};
