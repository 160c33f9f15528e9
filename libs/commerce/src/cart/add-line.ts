import {
  ONE,
  quantity,
  UNIT_PRICE_SCALE,
  unitPrice,
  divideRounded,
  toSafeNumber,
  minuteReached,
  type Amount,
  type Currency,
  type Instant,
} from '@app/kernel';
import { changed, refused, unchanged, type CartOutcome, type Refusal } from '../outcome';
import { withOffers } from '../discounts/offers-in-play';
import { askerOf } from '../pricing/asker-of';
import { findPrice, priceOf } from '../pricing/find-price';
import { priceSteps } from '../pricing/price-steps';
import type { ChannelRules, PricingBook, Product } from '../pricing/pricing-book';
import { hasOtherTerms, reprice } from '../pricing/reprice';
import { isTaxable } from '../tax/charged-taxes';
import { taxesIn } from '../tax/taxes-in';
import { activeLines, lineOf, type Cart } from './cart';
import type { CartLine } from './cart-line';
import { whyLinesAreFixed, whyNotMixed } from './guards';
import { linkedLinesOf } from './linked-lines';
import { amountIsTooLarge, MAXIMUM_LINES, quantityFits } from './limits';
import type { NewLine } from './new-line';
import { restrictionsOf, whyLineNotNow } from './sale-hours';
import { weighedOut, weighingOf, whyTooLight } from './weighing';

type Priced = Pick<CartLine, 'quantity' | 'unitPrice' | 'priceSource' | 'priceId' | 'priceAdjustmentId' | 'priceOrigin'>;

/** A product becomes a line. The same line id again is the same line, not a second one. */
export function addLine(cart: Cart, given: NewLine, book: PricingBook, rules: ChannelRules): CartOutcome {
  const known = lineOf(cart, given.lineId);
  if (known) return isSameLine(known, given) ? unchanged(cart) : refused('line.id-taken', { lineId: given.lineId });
  const fixed = whyLinesAreFixed(cart) ?? whyNotMixed(cart, rules, 'sale');
  if (fixed) return fixed;
  if (cart.lines.length >= MAXIMUM_LINES) return refused('cart.too-many-lines', { maximum: MAXIMUM_LINES });
  const taken = activeLines(cart).find(({ depositSlip }) => depositSlip && depositSlip.code === given.depositSlip?.code);
  if (taken) return refused('deposit-slip.in-cart', { lineId: taken.lineId });
  const current = reprice(cart, book, rules, given.at);
  if (hasOtherTerms(current, rules)) return refused('cart.already-paid', { productId: given.productId });
  const priced = sellableLine(given, current, book, rules);
  if (priced.kind === 'refused') return priced;
  const { catalogVersion } = book;
  const added: Cart = { ...withOffers(current, book.offers), catalogVersion, lines: [...current.lines, priced.line] };
  return withLinked(added, priced.line, given.at, book, rules);
}

/** Goods are not sold without what comes with them: what the catalog does not know or price refuses the line. */
function withLinked(cart: Cart, line: CartLine, at: Instant, book: PricingBook, rules: ChannelRules): CartOutcome {
  let next = cart;
  for (const { given, linkedTo } of linkedLinesOf(line, book, at)) {
    if (next.lines.length >= MAXIMUM_LINES) return refused('cart.too-many-lines', { maximum: MAXIMUM_LINES });
    const linked = sellableLine(given, next, book, rules);
    if (linked.kind === 'refused') return linked;
    next = { ...next, lines: [...next.lines, { ...linked.line, linkedTo }] };
  }
  return changed(next);
}

/** A product as a line behind those of the cart, at the price of its minute. */
function sellableLine(asked: NewLine, cart: Cart, book: PricingBook, rules: ChannelRules): { kind: 'line'; line: CartLine } | Refusal {
  const product = book.products.get(asked.productId);
  if (!product) return refused('product.unknown', { productId: asked.productId });
  if (product.isBlocked) return refused('product.blocked', { productId: asked.productId });
  const misplaced = product.isWeighed ? asked.quantity : asked.weight;
  if (misplaced !== null) return refused('line.quantity-invalid', { field: product.isWeighed ? '/quantity' : '/weight' });
  const given = weighedOut(asked, product);
  const unitId = given.unitId ?? product.unitId;
  const asker = askerOf(rules, product.productId, (product.isWeighed ? given.weight : given.quantity) ?? ONE, book.buyer);
  const minute = minuteReached(given.at, rules.timeZone);
  const row = findPrice(book, product.productId, unitId, minute, asker);
  const priced = priceLine(given, product, cart, row);
  if (priced.kind === 'refused') return priced;
  const quoted = { catalogVersion: book.catalogVersion, at: given.at };
  const steps = priceSteps(book, product.productId, unitId, minute, asker);
  const line = { ...productLine(given, product, unitId, cart, rules, priced.values), ...(steps && { priceSteps: steps }), quoted };
  return whyLineIsWrong(line, cart) ?? whyLineNotNow(line, rules, given.at) ?? { kind: 'line', line };
}

function isSameLine(known: CartLine, given: NewLine): boolean {
  return known.kind === 'product' && known.productId === given.productId && known.barcode === given.barcode;
}

function priceLine(
  given: NewLine,
  product: Product,
  cart: Cart,
  row: ReturnType<typeof findPrice>,
): { kind: 'priced'; values: Priced } | Refusal {
  const count = product.isWeighed ? given.weight : (given.quantity ?? ONE);
  if (given.labelAmount !== null) return { kind: 'priced', values: priceByLabel(given.labelAmount, cart.currency, product, row) };
  if (product.mustKeyInPrice) {
    return { kind: 'priced', values: { quantity: count, unitPrice: given.unitPrice, priceSource: 'keyed', priceId: null } };
  }
  if (given.unitPrice !== null) return refused('line.not-changeable', { field: '/unitPrice', productId: product.productId });
  if (!row) return refused('product.no-price', { productId: product.productId });
  return { kind: 'priced', values: { quantity: count, ...priceOf(row), priceSource: 'price-list' } };
}

/** The label's total is what is paid, or given for a deposit slip; for a weighed good the weight follows from the price, otherwise the label is the price of one. */
export function priceByLabel(total: Amount, { minorDigits }: Currency, product: Product, row: ReturnType<typeof findPrice>): Priced {
  const scaled = Math.abs(total) * 10 ** (UNIT_PRICE_SCALE - minorDigits);
  if (!product.isWeighed || !row || row.unitPrice <= 0)
    return { quantity: quantity(total < 0 ? -ONE : ONE), unitPrice: unitPrice(scaled), priceSource: 'label', priceId: null };
  const weight = toSafeNumber(divideRounded(BigInt(scaled) * 1000n, BigInt(row.unitPrice), 'half-away-from-zero'));
  return { quantity: quantity(Math.max(1, weight)), unitPrice: row.unitPrice, priceSource: 'label', priceId: row.priceId };
}

export function productLine(given: NewLine, product: Product, unitId: string, cart: Cart, rules: ChannelRules, priced: Priced): CartLine {
  const restrictedBy = restrictionsOf(product, rules);
  return {
    lineId: given.lineId,
    lineNumber: cart.lines.length + 1,
    kind: 'product',
    productId: product.productId,
    name: product.name,
    barcode: given.barcode,
    entry: given.entry,
    unitId,
    unitDecimals: rules.unitDecimals.get(unitId) ?? 0,
    isWeighed: product.isWeighed,
    ...priced,
    isWeightKeyed: given.isWeightKeyed,
    ...weighingOf(given, product),
    labelAmount: given.labelAmount,
    minimumAge: product.minimumAge,
    ...(restrictedBy && { restrictedBy }),
    itemTaxGroupId: product.itemTaxGroupId,
    ...(!product.isDiscountable && { isDiscountable: false }),
    ...(product.isPriceFixed && { isPriceFixed: true }),
    ...(product.isDeposit && { isDeposit: true }),
    ...(given.depositSlip && { depositSlip: given.depositSlip }),
    taxCodes: taxesIn(cart, { productId: product.productId, itemTaxGroupId: product.itemTaxGroupId, unitId }, rules),
    isVoided: false,
    returnOf: null,
    giftCardNumber: null,
    note: null,
  };
}

/** Why a line's quantity or price cannot stand; shared by adding and changing. */
export function whyLineIsWrong(line: CartLine, cart: Cart): Refusal | undefined {
  const isDerived = line.entry === 'price-label';
  const tooLight = whyTooLight(line);
  if (tooLight) return tooLight;
  const count = line.quantity !== null && line.isDeposit ? quantity(Math.abs(line.quantity)) : line.quantity;
  if (count !== null && !isDerived && !quantityFits(count, line.unitDecimals)) {
    return refused('line.quantity-invalid', { field: '/quantity', unitDecimals: line.unitDecimals });
  }
  if (line.unitPrice !== null && line.unitPrice <= 0) return refused('line.price-invalid', { field: '/unitPrice' });
  if (!isTaxable(line.taxCodes)) return refused('tax.unit-not-convertible', { unitId: line.unitId });
  if (line.labelAmount !== null && (line.depositSlip ? -line.labelAmount : line.labelAmount) <= 0)
    return refused('line.price-invalid', { field: '/barcode' });
  const isTooLarge = amountIsTooLarge(line.unitPrice ?? unitPrice(0), line.quantity ?? ONE, cart.currency.minorDigits);
  return isTooLarge ? refused('line.amount-too-large', { field: '/quantity' }) : undefined;
}
