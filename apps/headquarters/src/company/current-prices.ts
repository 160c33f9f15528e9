import type { Reader } from '@app/database';
import { beginsAt, DomainError, isValidAt, minuteReached, type Clock, type LocalDate } from '@app/kernel';
import { channelEntity, type priceEntity } from '@app/protocol';
import { findRow, type WireRow } from './company-rows';

type Price = WireRow<typeof priceEntity>;

export interface CurrentPrices {
  /** Today in the channel's time zone, by the business clock. */
  readonly date: LocalDate;
  /** The price that counts comes first: the one that began last, to the minute, then the lowest. */
  readonly prices: readonly Price[];
}

/** What a product costs in a store now. */
export async function currentPrices(
  reader: Reader,
  businessClock: Clock,
  { channelId, productId }: { readonly channelId: string; readonly productId: string },
): Promise<CurrentPrices> {
  const channel = await findRow(reader, channelEntity, { channelId });
  if (!channel) throw new DomainError('channel.unknown', `there is no channel ${channelId}`);
  const minute = minuteReached(businessClock.now(), channel.timeZone);
  const date = minute.slice(0, 10);
  const rows = await reader.query<{ body: string }>(
    `SELECT body FROM {company_row} WHERE entity = 'price' AND scope_id = ? AND is_deleted = 0
       AND json_extract(body, '$.productId') = ? AND ? BETWEEN json_extract(body, '$.validFrom') AND json_extract(body, '$.validTo')
     ORDER BY row_key`,
    [channelId, productId, date],
  );
  const prices = rows.map(({ body }) => JSON.parse(body) as Price).filter((price) => isValidAt(price, minute));
  return { date, prices: prices.toSorted(byPrecedence) };
}

function byPrecedence(one: Price, other: Price): number {
  const [begin, otherBegin] = [beginsAt(one), beginsAt(other)];
  if (begin !== otherBegin) return begin > otherBegin ? -1 : 1;
  return Number(one.unitPrice) - Number(other.unitPrice);
}
