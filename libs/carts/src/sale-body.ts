import type { CalculatedCart, CalculatedLine, CartTender, PriceOrigin, TaxAmount } from '@app/commerce';
import { formatAmount, formatQuantity, formatRate, formatUnitPrice, invariant, type Amount } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';
import { discountInputsOf, discountsWire } from './discount-inputs';
import { taxInputsOf, taxPlacesOf } from './tax-inputs';

type Money = (value: Amount) => string;

/** The sale as its record holds it for ever, with the rows the engine computed from. */
export function saleBodyOf(sale: CalculatedCart, numbers: { receiptNumber: string; perpetualTotal: string }): SaleBodyWire {
  const { cart, lines, taxes, totals } = sale;
  const money: Money = (value) => formatAmount(value, cart.currency.minorDigits);
  const taxInputs = taxInputsOf(sale);
  return {
    mode: cart.mode,
    receiptNumber: numbers.receiptNumber,
    beganAt: cart.beganAt,
    currency: cart.currency.code,
    pricesIncludeTax: cart.pricesIncludeTax,
    taxGroupId: cart.taxGroupId,
    lines: lines.map((line) => ({ ...lineBody(line, money, cart), ...taxPlacesOf(line, taxInputs.taxCodes) })),
    tenders: cart.tenders.filter((tender) => !tender.isVoided).flatMap((tender) => tenderBodies(tender, cart.currency.code, money)),
    taxes: taxes.map((tax) => taxBody(tax, money)),
    totals: {
      ...(totals.discount !== 0 && { discount: money(totals.discount) }),
      net: money(totals.net), tax: money(totals.tax), gross: money(totals.gross), rounding: money(totals.rounding),
      due: money(totals.due), paid: money(totals.paid), change: money(totals.change),
      lineCount: totals.lineCount, itemCount: totals.itemCount,
    },
    answers: cart.answers.map(({ kind, lineId, outcome, staffId }) => ({ kind, lineId, outcome, staffId })),
    inputs: { priceDate: cart.priceDate, prices: pricesOf(lines), ...taxInputs, ...discountInputsOf(sale, money) },
    perpetualTotal: numbers.perpetualTotal,
    fiscal: { state: 'none' },
    extensions: {},
  }; // prettier-ignore
}

function lineBody(
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
    returnReason: answers.find((answer) => answer.kind === 'return-reason' && answer.lineId === line.lineId)?.outcome ?? null,
    ...(line.blindReturn && { blindReturn: line.blindReturn }),
    giftCardNumber: line.giftCardNumber,
    note: line.note,
  };
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

/** A payment and, where there was any, its change: two movements of money, so that sums per tender are right. */
function tenderBodies(tender: CartTender, currency: string, money: Money): SaleBodyWire['tenders'] {
  const { tenderId, tenderTypeId, kind, tendered, attemptId, authorization, cardLastDigits, giftCardNumber, accountNumber } = tender;
  const own = { tenderId, tenderTypeId, function: tender.function, currency };
  const foreign = tender.foreign && { foreign: foreignBody(tender.foreign) };
  const account = accountNumber !== undefined && { accountNumber };
  const payment = {
    ...own,
    kind,
    amount: money(tendered),
    attemptId,
    authorization,
    cardLastDigits,
    giftCardNumber,
    ...account,
    ...foreign,
  };
  if (tender.change === 0 || tender.changeTenderTypeId === null) return [payment];
  const changeFunction = tender.changeTenderTypeId === tenderTypeId ? tender.function : 'cash';
  const nothing = { attemptId: null, authorization: null, cardLastDigits: null, giftCardNumber: null };
  const change = {
    ...own,
    ...nothing,
    tenderTypeId: tender.changeTenderTypeId,
    function: changeFunction,
    kind: 'change',
    amount: `-${money(tender.change)}`,
  } as const;
  return [payment, change];
}

/** The same in a record and in the view of a cart. */
export function foreignBody(foreign: NonNullable<CartTender['foreign']>): NonNullable<SaleBodyWire['tenders'][number]['foreign']> {
  const { currency, units, rate, rateDate, companyCurrency } = foreign;
  return {
    currency: currency.code,
    amount: formatAmount(foreign.amount, currency.minorDigits),
    units,
    rate: formatRate(rate),
    rateDate,
    companyCurrency: companyCurrency.code,
    companyAmount: formatAmount(foreign.companyAmount, companyCurrency.minorDigits),
  };
}

function taxBody({ taxCodeId, rate, base, amount, terms }: TaxAmount, money: Money): SaleBodyWire['taxes'][number] {
  const isExempt = terms?.isExempt ?? false;
  return { taxCodeId, rate: formatRate(rate), base: money(base), amount: money(amount), ...(isExempt && { isExempt }) };
}

/** A row changes between two catalogs: what was quoted of each is kept. */
function pricesOf(lines: readonly CalculatedLine[]): SaleBodyWire['inputs']['prices'] {
  const used = new Map<string, SaleBodyWire['inputs']['prices'][number]>();
  for (const { line } of lines) {
    const { priceId, productId, unitId, unitPrice } = line;
    if (priceId === null || productId === null || unitPrice === null) continue;
    used.set(`${priceId} ${unitPrice}`, { priceId, productId, unitId, unitPrice: formatUnitPrice(unitPrice) });
  }
  return [...used.values()];
}
