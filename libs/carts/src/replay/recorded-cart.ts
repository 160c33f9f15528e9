import type { Cart, CartLine, CartTaxTerms, PriceOrigin, PriceOverride, ReturnOrigin } from '@app/commerce';
import { currencyOf, negate, parseAmount, parseQuantity, parseRate, parseUnitPrice, quantity, type Amount } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';
import type { RecordedSale } from '../sale-answer';
import { recordedDiscounts, type RecordedDiscounts } from './recorded-offers';
import { recordedTaxes } from './recorded-taxes';

type RecordedLine = SaleBodyWire['lines'][number] & { readonly delivery?: CartLine['delivery'] };
type Money = (text: string) => Amount;

/**
 * The cart a record was made from, from its bytes alone, without its payments: the engine reckons the same amounts of it on any
 * machine, after prices and offers are gone from the catalog.
 */
export function recordedCart({ header, body }: RecordedSale): Cart {
  const currency = currencyOf(body.currency);
  const money: Money = (text) => parseAmount(text, currency.minorDigits);
  const discounts = body.inputs.discounts && recordedDiscounts(body.inputs.discounts, currency.minorDigits);
  return {
    id: header.recordId, revision: 0, status: 'checked-out', mode: body.mode, currency,
    legalEntityId: header.legalEntityId ?? '', channelId: header.channelId ?? '', registerId: header.registerId ?? '',
    drawerId: header.drawerId, staffId: header.staffId, shiftId: header.shiftId, businessDate: header.businessDate ?? '',
    pricesIncludeTax: body.pricesIncludeTax, taxGroupId: body.taxGroupId, beganAt: body.beganAt, priceDate: body.inputs.priceDate,
    catalogVersion: header.catalogVersion,
    taxTerms: taxTermsOf(body.inputs.taxTerms),
    ...(discounts && discountsIn(discounts)),
    lines: [...body.lines, ...orderedIn(body)].map((line) => lineOf(line, body, discounts, money)).sort((a, b) => a.lineNumber - b.lineNumber),
    ...orderIn(body),
    tenders: [], answers: body.answers as Cart['answers'],
  }; // prettier-ignore
}

/** Goods of an order that wait: offers and taxes saw them too. */
function orderedIn({ order }: SaleBodyWire): readonly RecordedLine[] {
  return order?.kind === 'placed' ? order.lines : [];
}

function orderIn({ order }: SaleBodyWire): Pick<Cart, 'order'> {
  if (order?.kind !== 'placed') return {};
  const { customerName, address, depositRate } = order;
  return { order: { customerName, address, depositRate: parseRate(depositRate) } };
}

function taxTermsOf(terms: SaleBodyWire['inputs']['taxTerms']): CartTaxTerms | undefined {
  return terms && { rounding: { per: terms.per, by: terms.by, mode: terms.mode }, exemptionLowersPrice: terms.exemptionLowersPrice };
}

function discountsIn({ control, offers, coupons, manualTotal, withheld, intendedTenderTypeId }: RecordedDiscounts): Partial<Cart> {
  const unlimited = { maximumUses: null, usesCount: 'in-all', needsCustomer: false, isExclusive: false } as const;
  return {
    offers,
    discountControl: control,
    coupons: coupons.map((coupon) => ({ ...coupon, ...unlimited })),
    manualDiscount: manualTotal,
    withheldOffers: withheld,
    intendedTenderTypeId: intendedTenderTypeId ?? undefined,
  };
}

function lineOf(line: RecordedLine, body: SaleBodyWire, discounts: RecordedDiscounts | undefined, money: Money): CartLine {
  const { lineId, lineNumber, kind, productId, name, barcode, entry, unitId, isWeightKeyed, priceSource, quoted } = line;
  const { priceId, priceAdjustmentId, isVoided, itemTaxGroupId, blindReturn, giftCardNumber, note, isDeposit } = line;
  return {
    lineId, lineNumber, kind, productId, name, barcode, entry, unitId, isWeightKeyed, priceSource, priceId, priceAdjustmentId, quoted, isVoided, itemTaxGroupId,
    blindReturn, giftCardNumber, note, isDeposit,
    linkedTo: line.linkedTo && { lineId: line.linkedTo.lineId, perUnit: null },
    unitDecimals: 0, isWeighed: false, minimumAge: null,
    quantity: parseQuantity(line.quantity),
    unitPrice: parseUnitPrice(line.unitPrice),
    priceOrigin: line.priceOrigin && priceOriginOf(line.priceOrigin),
    priceOverride: line.priceOverride && priceOverrideOf(line.priceOverride),
    labelAmount: entry === 'price-label' ? money(line.labelAmount ?? line.amount) : null,
    taxCodes: recordedTaxes(line, body.inputs.taxCodes),
    isDiscountable: discounts?.nonDiscountable.includes(lineId) ? false : undefined,
    manualDiscount: discounts?.manual.get(lineId),
    returnOf: line.returnOf && returnOriginOf(line, line.returnOf, money),
    orderOf: line.orderOf && { ...line.orderOf, ...amountsOf(line, money) },
    delivery: line.delivery,
    chargeCodeId: line.chargeCodeId,
  }; // prettier-ignore
}

function priceOverrideOf(override: NonNullable<RecordedLine['priceOverride']>): PriceOverride {
  const { listedPrice, priceId, priceAdjustmentId, reason, staffId } = override;
  return { listed: { unitPrice: parseUnitPrice(listedPrice), priceId, priceAdjustmentId }, reason, staffId };
}

function priceOriginOf(origin: NonNullable<RecordedLine['priceOrigin']>): PriceOrigin {
  const beaten = origin.beaten.map((row) => ({ ...row, unitPrice: parseUnitPrice(row.unitPrice) }));
  return { ...origin, agreedPrice: parseUnitPrice(origin.agreedPrice), beaten };
}

/** What was charged for goods of an order is all that the record says of what was agreed. */
function amountsOf(line: RecordedLine, money: Money): Omit<NonNullable<CartLine['orderOf']>, 'orderId' | 'lineId'> {
  const soldTaxes = line.taxes.map(({ taxCodeId, rate, base, amount }) => ({
    taxCodeId, rate: parseRate(rate), base: money(base), amount: money(amount),
  })); // prettier-ignore
  const soldQuantity = parseQuantity(line.quantity);
  return { soldQuantity, soldNet: money(line.net), soldGross: money(line.gross), soldTaxes, returnedBefore: quantity(0) };
}

/** What was given back is all that the record says of the sale it reverses. */
function returnOriginOf(line: RecordedLine, origin: NonNullable<RecordedLine['returnOf']>, money: Money): ReturnOrigin {
  const soldTaxes = line.taxes.map(({ taxCodeId, rate, base, amount }) => ({
    taxCodeId, rate: parseRate(rate), base: negate(money(base)), amount: negate(money(amount)),
  })); // prettier-ignore
  return {
    ...origin,
    soldQuantity: quantity(-parseQuantity(line.quantity)),
    soldNet: negate(money(line.net)),
    soldGross: negate(money(line.gross)),
    soldTaxes,
    returnedBefore: quantity(0),
  };
}
