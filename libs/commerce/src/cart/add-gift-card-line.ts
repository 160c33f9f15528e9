import { ONE, UNIT_PRICE_SCALE, unitPrice, type Amount } from '@app/kernel';
import { changed, refused, unchanged, type CartOutcome } from '../outcome';
import { whyLineIsWrong } from './add-line';
import { lineOf, type Cart } from './cart';
import type { CartLine } from './cart-line';
import type { ChannelRules } from '../pricing/pricing-book';
import { whyLinesAreFixed, whyNotMixed } from './guards';

export interface NewGiftCardLine {
  readonly lineId: string;
  readonly cardNumber: string;
  readonly load: Amount;
  /** What the receipt calls it. */
  readonly name: string;
}

/** A gift card is sold for what is loaded onto it, without tax: the tax falls due when it is spent. */
export function addGiftCardLine(
  cart: Cart,
  given: NewGiftCardLine,
  rules: Pick<ChannelRules, 'prohibitsMixedBaskets'> = { prohibitsMixedBaskets: false },
): CartOutcome {
  const known = lineOf(cart, given.lineId);
  if (known) return known.giftCardNumber === given.cardNumber ? unchanged(cart) : refused('line.id-taken', { lineId: given.lineId });
  const fixed = whyLinesAreFixed(cart) ?? whyNotMixed(cart, rules, 'sale');
  if (fixed) return fixed;
  const line = giftCardLine(given, cart);
  return whyLineIsWrong(line, cart) ?? changed({ ...cart, lines: [...cart.lines, line] });
}

function giftCardLine(given: NewGiftCardLine, cart: Cart): CartLine {
  return {
    lineId: given.lineId,
    lineNumber: cart.lines.length + 1,
    kind: 'gift-card',
    productId: null,
    name: given.name,
    barcode: null,
    entry: 'keyed',
    unitId: 'pcs',
    unitDecimals: 0,
    isWeighed: false,
    quantity: ONE,
    isWeightKeyed: false,
    unitPrice: unitPrice(given.load * 10 ** (UNIT_PRICE_SCALE - cart.currency.minorDigits)),
    priceSource: 'keyed',
    priceId: null,
    labelAmount: null,
    minimumAge: null,
    itemTaxGroupId: null,
    taxCodes: [],
    isVoided: false,
    returnOf: null,
    giftCardNumber: given.cardNumber,
    note: null,
  };
}
