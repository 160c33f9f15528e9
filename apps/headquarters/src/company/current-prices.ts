import type { Reader } from '@app/database';
import { DomainError, localTime, type Clock, type LocalDate } from '@app/kernel';
import { channelEntity, type priceEntity } from '@app/protocol';
import { findRow, type WireRow } from './company-rows';

export interface CurrentPrices {
  /** Today in the channel's time zone, by the business clock. */
  readonly date: LocalDate;
  /** The price that counts comes first; later beginnings win. */
  readonly prices: readonly WireRow<typeof priceEntity>[];
}

/** What a product costs in a store today. */
export async function currentPrices(
  reader: Reader,
  businessClock: Clock,
  { channelId, productId }: { readonly channelId: string; readonly productId: string },
): Promise<CurrentPrices> {
  const channel = await findRow(reader, channelEntity, { channelId });
  if (!channel) throw new DomainError('channel.unknown', `there is no channel ${channelId}`);
  const { date } = localTime(businessClock.now(), channel.timeZone);
  const rows = await reader.query<{ body: string }>(
    `SELECT body FROM {company_row} WHERE entity = 'price' AND scope_id = ? AND is_deleted = 0
       AND json_extract(body, '$.productId') = ? AND ? BETWEEN json_extract(body, '$.validFrom') AND json_extract(body, '$.validTo')
     ORDER BY json_extract(body, '$.validFrom') DESC, row_key`,
    [channelId, productId, date],
  );
  return { date, prices: rows.map(({ body }) => JSON.parse(body) as WireRow<typeof priceEntity>) };
}
