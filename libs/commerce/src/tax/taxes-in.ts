import type { Cart } from '../cart/cart';
import { chargedTaxes, type TaxedItem, type TaxRules } from './charged-taxes';
import type { TaxRate } from './tax-terms';

/** What is charged on an item of a cart: as its buyer, its overrides and its day say. */
export function taxesIn(cart: Cart, item: Omit<TaxedItem, 'date' | 'party'>, rules: TaxRules): readonly TaxRate[] {
  const { priceDate: date, taxParty: party } = cart;
  return chargedTaxes(rules, { ...item, date, party, override: item.override ?? cart.taxOverride });
}
