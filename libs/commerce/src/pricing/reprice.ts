import { minuteReached, ONE, type Instant } from '@app/kernel';
import { activeTenders, type Cart } from '../cart/cart';
import { comesBack, type CartLine } from '../cart/cart-line';
import { taxesIn } from '../tax/taxes-in';
import { askerOf } from './asker-of';
import { findPrice, priceOf } from './find-price';
import { priceSteps } from './price-steps';
import { atListPrice, withPrice } from './list-price';
import type { ChannelRules, PricingBook } from './pricing-book';

/**
 * Whether a change of the cart prices its lines anew. What a customer was quoted holds, unless the channel says otherwise or has
 * begun to price by other terms, which no cart can mix. From the first payment on nothing changes any more.
 */
export function isRepriced(cart: Cart, rules: ChannelRules): boolean {
  if (cart.quotation) return false;
  return (rules.repricesOpenBaskets || hasOtherTerms(cart, rules)) && activeTenders(cart).length === 0;
}

/** The cart's lines and new ones could not stand under one total. */
export function hasOtherTerms(cart: Cart, rules: ChannelRules): boolean {
  return cart.pricesIncludeTax !== rules.pricesIncludeTax || cart.taxGroupId !== rules.taxGroupId;
}

/**
 * The cart as it is priced at an instant of the business clock: its lines anew where `isRepriced`, as they are otherwise.
 * A line whose price is gone keeps the one it had.
 */
export function reprice(cart: Cart, book: PricingBook, rules: ChannelRules, at: Instant): Cart {
  return isRepriced(cart, rules) ? pricedAnew(cart, book, rules, at) : cart;
}

/** The cart at the prices and terms of an instant, whatever was quoted. */
export function pricedAnew(cart: Cart, book: PricingBook, rules: ChannelRules, at: Instant): Cart {
  const lines = cart.lines.map((line) => keepOverride(line, repriceLine(atListPrice(line), cart, book, rules, at)));
  const { pricesIncludeTax, taxGroupId, taxTerms, discountControl } = rules;
  const { catalogVersion, offers } = book;
  return { ...cart, lines, offers, discountControl, catalogVersion, pricesIncludeTax, taxGroupId, taxTerms };
}

const UNADJUSTED = { priceAdjustmentId: undefined, priceOrigin: undefined };

/** What a person set stays; it is compared with the price of now. */
function keepOverride({ unitPrice, priceOverride }: CartLine, listed: CartLine): CartLine {
  return priceOverride && unitPrice !== null ? withPrice(listed, { ...priceOverride, unitPrice }) : listed;
}

function repriceLine(line: CartLine, cart: Cart, book: PricingBook, rules: ChannelRules, at: Instant): CartLine {
  if (line.isVoided || comesBack(line) || line.orderOf !== undefined || line.productId === null || line.itemTaxGroupId === null)
    return line;
  const { productId, itemTaxGroupId, unitId, taxOverride: override } = line;
  const taxCodes = taxesIn(cart, { productId, itemTaxGroupId, unitId, override }, rules);
  if (line.priceSource !== 'price-list') return { ...line, taxCodes };
  const [minute, asker] = [minuteReached(at, rules.timeZone), askerOf(rules, productId, line.quantity ?? ONE, book.buyer)];
  const row = findPrice(book, productId, unitId, minute, asker);
  if (!row) return { ...line, taxCodes };
  const quoted = { catalogVersion: book.catalogVersion, at };
  const steps = priceSteps(book, productId, unitId, minute, asker);
  return { ...line, taxCodes, ...UNADJUSTED, ...priceOf(row), ...(steps && { priceSteps: steps }), quoted };
}
