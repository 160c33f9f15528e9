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
  type Quantity,
  type UnitPrice,
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
import { lineOf, type Cart, type CartLine, type LineEntry } from './cart';
import { whyLinesAreFixed, whyNotMixed } from './guards';
import { amountIsTooLarge, MAXIMUM_LINES, quantityFits } from './limits';

export interface NewLine {
  readonly lineId: string;
  readonly productId: string;
  /** As sent by the register; null when chosen from a list. */
  readonly barcode: string | null;
  readonly entry: LineEntry;
  /** Null for the unit the product is sold in. */
  readonly unitId: string | null;
  /** Pieces; null when the register stated none, which means one. */
  readonly quantity: Quantity | null;
  /** Of a weighed product; null when it must still be weighed. */
  readonly weight: Quantity | null;
  readonly isWeightKeyed: boolean;
  readonly labelAmount: Amount | null;
  /** A keyed price. */
  readonly unitPrice: UnitPrice | null;
  /** Business clock: the prices of its minute count. */
  readonly at: Instant;
}

type Priced = Pick<CartLine, 'quantity' | 'unitPrice' | 'priceSource' | 'priceId' | 'priceAdjustmentId' | 'priceOrigin'>;

/** A product becomes a line. The same line id again is the same line, not a second one. */
export function addLine(cart: Cart, given: NewLine, book: PricingBook, rules: ChannelRules): CartOutcome {
  const known = lineOf(cart, given.lineId);
  if (known) return isSameLine(known, given) ? unchanged(cart) : refused('line.id-taken', { lineId: given.lineId });
  const fixed = whyLinesAreFixed(cart) ?? whyNotMixed(cart, rules, 'sale');
  if (fixed) return fixed;
  if (cart.lines.length >= MAXIMUM_LINES) return refused('cart.too-many-lines', { maximum: MAXIMUM_LINES });
  const product = book.products.get(given.productId);
  if (!product) return refused('product.unknown', { productId: given.productId });
  if (product.isBlocked) return refused('product.blocked', { productId: given.productId });

  const misplaced = product.isWeighed ? given.quantity : given.weight;
  if (misplaced !== null) return refused('line.quantity-invalid', { field: product.isWeighed ? '/quantity' : '/weight' });

  const current = reprice(cart, book, rules, given.at);
  if (hasOtherTerms(current, rules)) return refused('cart.already-paid', { productId: given.productId });
  const unitId = given.unitId ?? product.unitId;
  const asker = askerOf(rules, product.productId, (product.isWeighed ? given.weight : given.quantity) ?? ONE, book.buyer);
  const minute = minuteReached(given.at, rules.timeZone);
  const row = findPrice(book, product.productId, unitId, minute, asker);
  const priced = priceLine(given, product, current, row);
  if (priced.kind === 'refused') return priced;
  const { catalogVersion } = book;
  const quoted = { catalogVersion, at: given.at };
  const steps = priceSteps(book, product.productId, unitId, minute, asker);
  const line = { ...productLine(given, product, unitId, current, rules, priced.values), ...(steps && { priceSteps: steps }), quoted };
  const wrong = whyLineIsWrong(line, cart);
  return wrong ?? changed({ ...withOffers(current, book.offers), catalogVersion, lines: [...current.lines, line] });
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

/** The label's total is what is paid; for a weighed good the weight follows from the price, otherwise the label is the price of one. */
export function priceByLabel(total: Amount, { minorDigits }: Currency, product: Product, row: ReturnType<typeof findPrice>): Priced {
  const scaled = total * 10 ** (UNIT_PRICE_SCALE - minorDigits);
  if (!product.isWeighed || !row || row.unitPrice <= 0)
    return { quantity: ONE, unitPrice: unitPrice(scaled), priceSource: 'label', priceId: null };
  const weight = toSafeNumber(divideRounded(BigInt(scaled) * 1000n, BigInt(row.unitPrice), 'half-away-from-zero'));
  return { quantity: quantity(Math.max(1, weight)), unitPrice: row.unitPrice, priceSource: 'label', priceId: row.priceId };
}

export function productLine(given: NewLine, product: Product, unitId: string, cart: Cart, rules: ChannelRules, priced: Priced): CartLine {
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
    labelAmount: given.labelAmount,
    minimumAge: product.minimumAge,
    itemTaxGroupId: product.itemTaxGroupId,
    ...(!product.isDiscountable && { isDiscountable: false }),
    ...(product.isPriceFixed && { isPriceFixed: true }),
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
  if (line.quantity !== null && !isDerived && !quantityFits(line.quantity, line.unitDecimals)) {
    return refused('line.quantity-invalid', { field: '/quantity', unitDecimals: line.unitDecimals });
  }
  if (line.unitPrice !== null && line.unitPrice <= 0) return refused('line.price-invalid', { field: '/unitPrice' });
  if (!isTaxable(line.taxCodes)) return refused('tax.unit-not-convertible', { unitId: line.unitId });
  if (line.labelAmount !== null && line.labelAmount <= 0) return refused('line.price-invalid', { field: '/barcode' });
  const isTooLarge = amountIsTooLarge(line.unitPrice ?? unitPrice(0), line.quantity ?? ONE, cart.currency.minorDigits);
  return isTooLarge ? refused('line.amount-too-large', { field: '/quantity' }) : undefined;
}
