import { insertRows, type Reader, type Tx } from '@app/database';
import { ALL_CUSTOMERS, couponUseTable } from '../tables/coupon-uses';

/** Which uses: of a coupon in a channel, by a customer or by all. */
export interface CouponUser {
  readonly channelId: string;
  readonly couponId: string;
  readonly customerId?: string | undefined;
}

const keyOf = ({ channelId, couponId, customerId = ALL_CUSTOMERS }: CouponUser) => [channelId, couponId, customerId] as const;

/** How often it was used here. */
export async function couponUses(reader: Reader, user: CouponUser): Promise<number> {
  const row = await reader.first<{ uses: number }>(
    'SELECT uses FROM {coupon_use} WHERE channel_id = ? AND coupon_id = ? AND customer_id = ?',
    keyOf(user),
  );
  return row?.uses ?? 0;
}

/** Counts one use more. */
export async function countCouponUse(tx: Tx, legalEntityId: string, user: CouponUser): Promise<void> {
  const [channelId, couponId, customerId] = keyOf(user);
  const { changes } = await tx.run('UPDATE {coupon_use} SET uses = uses + 1 WHERE channel_id = ? AND coupon_id = ? AND customer_id = ?', [
    channelId,
    couponId,
    customerId,
  ]);
  if (changes > 0) return;
  const row = { channel_id: channelId, coupon_id: couponId, customer_id: customerId, legal_entity_id: legalEntityId, uses: 1 };
  await insertRows(tx, couponUseTable, [row]);
}
