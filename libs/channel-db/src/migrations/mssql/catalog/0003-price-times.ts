import type { Migration } from '@app/database';

/** Prices begin and end at a minute, and a channel says whether open baskets follow them. Only rows that name a time stand in the indexes. */
export const catalog0003: Migration = {
  name: '0003-price-times',
  statements: [
    `ALTER TABLE [catalog].[price] ADD
  [valid_from_time] nvarchar(5) COLLATE Latin1_General_BIN2 NULL, [valid_to_time] nvarchar(5) COLLATE Latin1_General_BIN2 NULL`,
    `ALTER TABLE [catalog].[channel] ADD [reprices_open_baskets] bit NULL`,
    `CREATE INDEX price_beginning ON [catalog].[price] ([channel_id], [valid_from], [valid_from_time]) WHERE [valid_from_time] IS NOT NULL`,
    `CREATE INDEX price_end ON [catalog].[price] ([channel_id], [valid_to], [valid_to_time]) WHERE [valid_to_time] IS NOT NULL`,
  ],
};
