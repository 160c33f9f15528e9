import type { Cart } from '../cart/cart';
import type { ChannelRules } from '../pricing/pricing-book';
import { chargedTaxes, type TaxedItem } from './charged-taxes';
import type { TaxRate } from './tax-terms';

/** What is charged on an item of a cart: as its buyer, its overrides and its day say. */
export function taxesIn(
  cart: Cart,
  { productId, ...item }: Omit<TaxedItem, 'date' | 'party' | 'conversions'> & { readonly productId: string },
  rules: ChannelRules,
): readonly TaxRate[] {
  const { priceDate: date, taxParty: party } = cart;
  const conversions = rules.productConversions.get(productId);
  return chargedTaxes(rules, { ...item, conversions, date, party, override: item.override ?? cart.taxOverride });
}
