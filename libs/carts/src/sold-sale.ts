import { findCapsule } from '@app/channel-db';
import type { Reader } from '@app/database';
import type { Capsule } from '@app/protocol';
import { sellingError } from './errors';
import type { Seller } from './ports';
import { recordedSale, type RecordedSale } from './sale-answer';

/** A finished sale of the seller's store, as its record holds it. */
export async function soldSale(
  reader: Reader,
  { channelId }: Pick<Seller, 'channelId'>,
  transactionId: string,
): Promise<{ readonly capsule: Capsule; readonly sale: RecordedSale }> {
  const capsule = await findCapsule(reader, transactionId);
  const sale = capsule && recordedSale(capsule);
  const isSale = sale?.header.type === 'sale' || sale?.header.type === 'training-sale';
  if (capsule && sale && isSale && sale.header.channelId === channelId) return { capsule, sale };
  throw sellingError('transaction.unknown', 'the sale is not on this box', { transactionId });
}
