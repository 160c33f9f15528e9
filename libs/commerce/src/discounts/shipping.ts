import { amount, type Amount } from '@app/kernel';
import type { Cart } from '../cart/cart';
import type { Goods } from './goods';
import type { LineDiscount } from './line-discount';
import { matchOffers } from './match-offers';
import type { Offer, ShippingOffer } from './offer';
import { percentOf } from './reward';

/**
 * The best offer off the charge for delivery: what goods that ship come to, after what was taken off them, has to reach its
 * minimum (field notes 5.3). Nothing where no charge stands.
 */
export function shippingDiscount(
  cart: Cart,
  offers: readonly Offer[],
  goods: readonly Goods[],
  byLine: ReadonlyMap<string, readonly LineDiscount[]>,
  charge: Amount,
): LineDiscount | undefined {
  const ships = new Set(cart.lines.filter(({ delivery }) => delivery === 'ship').map(({ lineId }) => lineId));
  const shipped = goods.filter(({ lineId }) => ships.has(lineId));
  const costOf = (one: Goods): number => (byLine.get(one.lineId) ?? []).reduce((cost, off) => cost - off.amount, one.amount as number);
  const given = offers.flatMap((offer) => {
    if (!isForShipping(offer)) return [];
    const [matched] = matchOffers([offer], shipped);
    const total = [...(matched?.lines.keys() ?? [])].reduce((sum, one) => sum + costOf(one), 0);
    return [{ kind: 'offer', offerId: offer.offerId, name: offer.name, amount: amount(off(offer, total, charge)) } as const];
  });
  return given.reduce<LineDiscount | undefined>((best, one) => (one.amount > (best?.amount ?? 0) ? one : best), undefined);
}

const isForShipping = (offer: Offer): offer is ShippingOffer =>
  offer.kind === 'shipping' && (offer.deliveryModeIds.length === 0 || offer.deliveryModeIds.includes('ship'));

function off({ tiers }: ShippingOffer, total: number, charge: Amount): number {
  const reached = tiers.filter(({ minimumAmount }) => total > 0 && minimumAmount <= total);
  return Math.max(
    0,
    ...reached.map(({ reward }) => (reward.kind === 'percent' ? percentOf(charge, reward.rate) : Math.min(charge, reward.amount))),
  );
}
