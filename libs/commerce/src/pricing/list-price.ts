import type { UnitPrice } from '@app/kernel';
import type { CartLine, PriceOverride } from '../cart/cart-line';
import { priceAtStep, stepAt } from './price-step';

type SetPrice = Omit<PriceOverride, 'listed'> & { readonly unitPrice: UnitPrice };

/** The line at a price a person set; what it is listed at goes along. */
export function withPrice(listed: CartLine, { unitPrice, reason, staffId }: SetPrice): CartLine {
  const { unitPrice: price, priceId, priceAdjustmentId } = listed;
  const priceOverride = { listed: { unitPrice: price ?? unitPrice, priceId, priceAdjustmentId }, reason, staffId };
  return {
    ...listed,
    unitPrice,
    priceSource: 'override',
    priceId: null,
    priceAdjustmentId: undefined,
    manualDiscount: undefined,
    priceOverride,
  };
}

/** The line at the catalog's price for its quantity of now; as it is where nobody set another. */
export function atListPrice(given: CartLine): CartLine {
  if (!given.priceOverride) return given;
  const { priceOverride, ...line } = given;
  const step = line.quantity === null ? undefined : stepAt(line.priceSteps ?? [], line.quantity);
  return { ...line, ...(step ? priceAtStep(step) : priceOverride.listed), priceSource: 'price-list' };
}
