import { add, amount, formatAmount, negate, quantity, type Amount } from '@app/kernel';
import { priceByLabel, productLine, whyLineIsWrong } from '../cart/add-line';
import { activeLines, lineOf, type Cart } from '../cart/cart';
import type { CartLine } from '../cart/cart-line';
import { whyLinesAreFixed, whyNotMixed } from '../cart/guards';
import { MAXIMUM_LINES } from '../cart/limits';
import { linkedLinesOf } from '../cart/linked-lines';
import type { NewLine } from '../cart/new-line';
import { weighedOut } from '../cart/weighing';
import { changed, refused, unchanged, type CartOutcome, type Refusal } from '../outcome';
import { calculateCart } from '../pricing/calculate-cart';
import type { ChannelRules, PricingBook, Product } from '../pricing/pricing-book';
import { hasOtherTerms } from '../pricing/reprice';
import { lowestPrice } from './lowest-price';

/** Why goods come back, what stands in for their receipt, and who takes them. */
export interface BlindReturnGiven {
  readonly reason: string;
  readonly reference: string;
  readonly staffId: string | null;
}

/** The most a permission group may give back without a receipt; null for as much as it comes to (field notes 5.7, 5.11). */
export interface ReturnLimits {
  readonly line: Amount | null;
  readonly total: Amount | null;
}

/**
 * Takes goods back without a receipt, for the lowest price of the store's last days. A price label says what was asked for the
 * goods it is on, and where prices are keyed this one is too. The same lines again change nothing.
 */
export function addBlindReturn(
  cart: Cart,
  lines: readonly NewLine[],
  given: BlindReturnGiven,
  book: PricingBook,
  rules: ChannelRules,
  limits: ReturnLimits,
): CartOutcome {
  if (lines.length === 0) return refused('return.nothing-chosen', { field: '/lines' });
  if (lines.every((line) => isBackAlready(cart, line))) return unchanged(cart);
  const why = whyNotTakenBack(cart, lines, rules);
  if (why) return why;
  let next = cart;
  for (const [index, line] of lines.entries()) {
    const back = linesBack(next, line, given, book, rules, `/lines/${index}`);
    if (back.kind === 'refused') return back;
    const answers = back.lines.map(
      ({ lineId }) => ({ kind: 'return-reason', lineId, outcome: given.reason, staffId: given.staffId }) as const,
    );
    const { catalogVersion } = book;
    next = { ...next, catalogVersion, lines: [...next.lines, ...back.lines], answers: [...next.answers, ...answers] };
  }
  return whyAboveLimits(next, lines, limits) ?? changed(next);
}

/** Goods with what comes with them: who gives back a full bottle gets its deposit too. */
function linesBack(
  cart: Cart,
  given: NewLine,
  said: BlindReturnGiven,
  book: PricingBook,
  rules: ChannelRules,
  field: string,
): { kind: 'lines'; lines: readonly CartLine[] } | Refusal {
  const back = lineBack(cart, given, said, book, rules, field);
  if (back.kind === 'refused') return back;
  const lines = [back.line];
  const sold = { ...back.line, quantity: quantity(-(back.line.quantity ?? 0)) };
  for (const { given: linked, linkedTo } of linkedLinesOf(sold, book, given.at)) {
    const one = lineBack({ ...cart, lines: [...cart.lines, ...lines] }, linked, said, book, rules, field);
    if (one.kind === 'refused') return one;
    lines.push({ ...one.line, linkedTo: { ...linkedTo, perUnit: null } });
  }
  return { kind: 'lines', lines };
}

const isBackAlready = (cart: Cart, { lineId, productId, barcode }: NewLine): boolean => {
  const known = lineOf(cart, lineId);
  return known?.blindReturn !== undefined && known.productId === productId && known.barcode === barcode;
};

function whyNotTakenBack(cart: Cart, lines: readonly NewLine[], rules: ChannelRules): Refusal | undefined {
  if (rules.blindReturnDays === 0) return refused('return.receipt-needed');
  const fixed = whyLinesAreFixed(cart) ?? whyNotMixed(cart, rules, 'return');
  if (fixed) return fixed;
  if (hasOtherTerms(cart, rules)) return refused('cart.already-paid', {});
  return cart.lines.length + lines.length > MAXIMUM_LINES ? refused('cart.too-many-lines', { maximum: MAXIMUM_LINES }) : undefined;
}

function lineBack(
  cart: Cart,
  given: NewLine,
  { reference }: BlindReturnGiven,
  book: PricingBook,
  rules: ChannelRules,
  field: string,
): { kind: 'line'; line: CartLine } | Refusal {
  if (lineOf(cart, given.lineId)) return refused('line.id-taken', { lineId: given.lineId });
  if (given.depositSlip) return refused('return.line-unknown', { field: `${field}/barcode` });
  const product = book.products.get(given.productId);
  if (!product) return refused('product.unknown', { productId: given.productId });
  const unitId = given.unitId ?? product.unitId;
  const row = lowestPrice(book, { productId: product.productId, unitId }, given.at, rules);
  const priced =
    given.labelAmount === null ? plainPrice(given, product, row) : priceByLabel(given.labelAmount, cart.currency, product, row);
  if (priced.quantity === null) return refused('line.quantity-invalid', { field: `${field}/${product.isWeighed ? 'weight' : 'quantity'}` });
  if (priced.unitPrice === null)
    return refused(product.mustKeyInPrice ? 'line.price-invalid' : 'return.no-price', { field: `${field}/unitPrice` });
  const sold = productLine(given, product, unitId, cart, rules, priced);
  const wrong = whyLineIsWrong(sold, cart);
  return wrong ?? { kind: 'line', line: reversed(sold, priced.quantity, reference, { catalogVersion: book.catalogVersion, at: given.at }) };
}

function plainPrice(given: NewLine, product: Product, row: ReturnType<typeof lowestPrice>): ReturnType<typeof priceByLabel> {
  const count = product.isWeighed ? weighedOut(given, product).weight : (given.quantity ?? quantity(1000));
  if (product.mustKeyInPrice) return { quantity: count, unitPrice: given.unitPrice, priceSource: 'keyed', priceId: null };
  return { quantity: count, unitPrice: row?.unitPrice ?? null, priceSource: 'price-list', priceId: row?.priceId ?? null };
}

function reversed(line: CartLine, count: number, reference: string, quoted: NonNullable<CartLine['quoted']>): CartLine {
  const labelAmount = line.labelAmount === null ? null : negate(line.labelAmount);
  return { ...line, quantity: quantity(-count), labelAmount, minimumAge: null, blindReturn: { reference }, quoted };
}

function whyAboveLimits(cart: Cart, lines: readonly NewLine[], limits: ReturnLimits): Refusal | undefined {
  const money = (value: Amount): string => formatAmount(value, cart.currency.minorDigits);
  const back = calculateCart({ ...cart, lines: activeLines(cart).filter((line) => line.blindReturn) }).lines;
  const { line: mostOfLine, total: most } = limits;
  const above = (value: Amount, limit: Amount | null): limit is Amount => limit !== null && -value > limit;
  for (const [index, { lineId }] of lines.entries()) {
    const gross = back.find(({ line }) => line.lineId === lineId)?.gross ?? amount(0);
    if (above(gross, mostOfLine)) return refused('return.line-limit', { field: `/lines/${index}`, maximum: money(mostOfLine) });
  }
  return above(add(...back.map(({ gross }) => gross)), most) ? refused('return.total-limit', { maximum: money(most) }) : undefined;
}
