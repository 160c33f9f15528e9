import type { CalculatedCart, CalculatedLine, PriceOrigin, PriceOverride, TaxAmount } from '@app/commerce';
import { formatQuantity, formatRate, formatUnitPrice, invariant, type Amount } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';
import { discountsWire } from './discount-inputs';

type Money = (value: Amount) => string;

/** A line as records hold it. */
export function lineBody(
  { line, amount, discounts, net, tax, gross, taxes }: CalculatedLine,
  money: Money,
  { answers, currency }: CalculatedCart['cart'],
): SaleBodyWire['lines'][number] {
  const { quantity, unitPrice, returnOf } = line;
  invariant(line.isVoided || (quantity !== null && unitPrice !== null), 'a finished line has a quantity and a price');
  return {
    lineId: line.lineId,
    lineNumber: line.lineNumber,
    kind: line.kind,
    productId: line.productId,
    name: line.name,
    barcode: line.barcode,
    entry: line.entry,
    unitId: line.unitId,
    quantity: quantity === null ? '0' : formatQuantity(quantity),
    isWeightKeyed: line.isWeightKeyed,
    unitPrice: unitPrice === null ? '0' : formatUnitPrice(unitPrice),
    priceSource: line.priceSource,
    priceId: line.priceId,
    ...(line.priceAdjustmentId !== undefined && { priceAdjustmentId: line.priceAdjustmentId }),
    ...(line.priceOverride && { priceOverride: overrideBody(line.priceOverride) }),
    ...(line.quoted && { quoted: line.quoted }),
    ...(line.priceOrigin && { priceOrigin: priceOriginBody(line.priceOrigin) }),
    isVoided: line.isVoided,
    ...(line.labelAmount !== null && line.labelAmount !== amount && { labelAmount: money(line.labelAmount) }),
    amount: money(amount),
    ...(discounts.length > 0 && { discounts: discountsWire(discounts, currency.minorDigits) }),
    net: money(net),
    tax: money(tax),
    gross: money(gross),
    itemTaxGroupId: line.itemTaxGroupId,
    taxes: taxes.map((one) => taxBody(one, money)),
    ...(line.taxOverride && { taxOverrideId: line.taxOverride.taxOverrideId }),
    returnOf: returnOf && {
      transactionId: returnOf.transactionId,
      lineId: returnOf.lineId,
      receiptNumber: returnOf.receiptNumber,
      registerId: returnOf.registerId,
    },
    ...(line.orderOf && { orderOf: { orderId: line.orderOf.orderId, lineId: line.orderOf.lineId } }),
    ...(line.chargeCodeId !== undefined && { chargeCodeId: line.chargeCodeId }),
    returnReason: answers.find((answer) => answer.kind === 'return-reason' && answer.lineId === line.lineId)?.outcome ?? null,
    ...(line.blindReturn && { blindReturn: line.blindReturn }),
    giftCardNumber: line.giftCardNumber,
    note: line.note,
    ...(line.linkedTo && { linkedTo: { lineId: line.linkedTo.lineId } }),
    ...(line.tare !== undefined && { tare: formatQuantity(line.tare) }),
    ...(line.isDeposit && { isDeposit: true as const }),
    ...(line.depositSlip && { depositSlip: line.depositSlip }),
  };
}

function overrideBody({ listed, reason, staffId }: PriceOverride): NonNullable<SaleBodyWire['lines'][number]['priceOverride']> {
  const { priceId, priceAdjustmentId } = listed;
  const adjusted = priceAdjustmentId !== undefined && { priceAdjustmentId };
  return { listedPrice: formatUnitPrice(listed.unitPrice), priceId, ...adjusted, reason, staffId };
}

/** The same in a record and in an explanation. */
export function priceOriginBody(origin: PriceOrigin): NonNullable<SaleBodyWire['lines'][number]['priceOrigin']> {
  const { agreedPrice, convertedFrom, beaten } = origin;
  return {
    agreedPrice: formatUnitPrice(agreedPrice),
    convertedFrom,
    beaten: beaten.map((row) => ({ ...row, unitPrice: formatUnitPrice(row.unitPrice) })),
  };
}

export function taxBody({ taxCodeId, rate, base, amount, terms }: TaxAmount, money: Money): SaleBodyWire['taxes'][number] {
  const isExempt = terms?.isExempt ?? false;
  return { taxCodeId, rate: formatRate(rate), base: money(base), amount: money(amount), ...(isExempt && { isExempt }) };
}
