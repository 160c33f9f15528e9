import { extend, quantity, scaleRounded } from '@app/kernel';
import type { Goods } from './goods';
import type { Reward } from './offer';

/** Discounts are rounded commercially to minor units, once for all goods of a line that get it together. */
const DISCOUNT_ROUNDING = 'half-away-from-zero';

export const percentOf = (of: number, rate: number): number => scaleRounded(of, rate, 1_000_000, DISCOUNT_ROUNDING);

/** What a reward takes off goods that cost `amount` now; never more than they cost, never less than nothing. */
export function rewardOn(reward: Reward, goods: { quantity: number; amount: number }, minorDigits: number): number {
  if (reward.kind === 'percent') return percentOf(goods.amount, reward.rate);
  const per = reward.kind === 'amount' ? reward.perUnit : reward.unitPrice;
  const total = extend(per, quantity(goods.quantity), minorDigits, DISCOUNT_ROUNDING);
  return reward.kind === 'amount' ? Math.min(goods.amount, total) : Math.max(0, goods.amount - total);
}

/** The total on a label is not replaced by another unit price. */
export const isRewarded = (reward: Reward, goods: Goods): boolean => goods.isDiscountable && !(goods.isLabelled && reward.kind === 'price');
