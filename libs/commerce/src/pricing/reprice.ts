import { activeTenders, type Cart, type CartLine } from '../cart/cart';
import { chargedTaxes, findPrice } from './find-price';
import type { ChannelRules, PricingBook } from './pricing-book';

/**
 * The cart priced by one catalog version as a whole, so that no sale mixes half of two price lists. From the first payment on
 * nothing changes any more: what the customer was told is what is charged. A line whose price is gone keeps the one it had.
 */
export function reprice(cart: Cart, book: PricingBook, rules: ChannelRules): Cart {
  if (book.catalogVersion === cart.catalogVersion || activeTenders(cart).length > 0) return cart;
  const lines = cart.lines.map((line) => repriceLine(line, cart, book, rules));
  return { ...cart, lines, catalogVersion: book.catalogVersion, pricesIncludeTax: rules.pricesIncludeTax, taxGroupId: rules.taxGroupId };
}

function repriceLine(line: CartLine, cart: Cart, book: PricingBook, rules: ChannelRules): CartLine {
  if (line.isVoided || line.returnOf || line.productId === null || line.itemTaxGroupId === null) return line;
  const taxCodes = chargedTaxes(rules, line.itemTaxGroupId, cart.priceDate);
  if (line.priceSource !== 'price-list') return { ...line, taxCodes };
  const row = findPrice(book, line.productId, line.unitId, cart.priceDate);
  return row ? { ...line, taxCodes, unitPrice: row.unitPrice, priceId: row.priceId } : { ...line, taxCodes };
}
