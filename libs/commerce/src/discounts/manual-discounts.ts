import { amount, prorate } from '@app/kernel';
import type { Cart } from '../cart/cart';
import type { Goods } from './goods';
import type { LineDiscount, ManualDiscount } from './line-discount';
import { percentOf } from './reward';

export const hasManualDiscount = (cart: Cart): boolean =>
  cart.manualDiscount !== undefined || cart.lines.some((line) => line.manualDiscount !== undefined && !line.isVoided);

type ByLine = ReadonlyMap<string, readonly LineDiscount[]>;

/**
 * What people gave comes on top of the offers: first on each line, off what it costs then, and last on the sale, off all discountable
 * goods in proportion. None takes more than goods still cost, nor more than whoever gave it may give.
 */
export function addManualDiscounts(cart: Cart, goods: readonly Goods[], offers: ByLine): ByLine {
  const discountable = goods.filter(({ isDiscountable }) => isDiscountable);
  const given = new Map(offers);
  const costOf = (one: Goods): number =>
    (given.get(one.lineId) ?? []).reduce((cost, discount) => cost - discount.amount, one.amount as number);
  const give = (one: Goods, kind: LineDiscount['kind'], discount: number): void => {
    if (discount > 0)
      given.set(one.lineId, [...(given.get(one.lineId) ?? []), { kind, offerId: null, name: null, amount: amount(discount) }]);
  };
  for (const one of discountable) {
    const manual = cart.lines.find(({ lineId }) => lineId === one.lineId)?.manualDiscount;
    if (manual) give(one, 'manual-line', discountOn(costOf(one), manual));
  }
  if (!cart.manualDiscount) return given;
  const byLineId = [...discountable].sort((a, b) => (a.lineId < b.lineId ? -1 : 1));
  const costs = byLineId.map(costOf);
  const total = discountOn(costs.reduce((sum, cost) => sum + cost, 0), cart.manualDiscount); // prettier-ignore
  const shares = total === 0 ? [] : prorate(amount(total), costs);
  byLineId.forEach((one, index) => give(one, 'manual-total', shares[index] ?? 0));
  return given;
}

function discountOn(cost: number, { reward, within }: ManualDiscount): number {
  const wanted = reward.kind === 'percent' ? percentOf(cost, reward.rate) : Math.min(cost, reward.amount);
  return within ? Math.min(wanted, percentOf(cost, within.part), within.amount ?? wanted) : wanted;
}
