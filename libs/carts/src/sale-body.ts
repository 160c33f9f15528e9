import { affiliationsOf, couponDiscounts, type CalculatedCart, type CalculatedLine, type Cart, type CartTender } from '@app/commerce';
import { formatAmount, formatRate, formatUnitPrice, type Amount } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';
import { discountInputsOf } from './discount-inputs';
import { lineBody, taxBody } from './line-body';
import { orderBodyOf } from './orders/order-body';
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
    lines: lines
      .filter(({ line }) => line.delivery === undefined)
      .map((line) => ({ ...lineBody(line, money, cart), ...taxPlacesOf(line, taxInputs.taxCodes) })),
    tenders: cart.tenders.filter((tender) => !tender.isVoided).flatMap((tender) => tenderBodies(tender, cart.currency.code, money)),
    taxes: taxes.map((tax) => taxBody(tax, money)),
    totals: {
      ...(totals.discount !== 0 && { discount: money(totals.discount) }),
      net: money(totals.net), tax: money(totals.tax), gross: money(totals.gross), rounding: money(totals.rounding),
      due: money(totals.due), paid: money(totals.paid), change: money(totals.change),
      lineCount: totals.lineCount, itemCount: totals.itemCount,
    },
    ...buyerOf(cart),
    ...couponsOf(sale, money),
    answers: cart.answers.map(({ kind, lineId, outcome, staffId }) => ({ kind, lineId, outcome, staffId })),
    inputs: { priceDate: cart.priceDate, prices: pricesOf(lines), ...taxInputs, ...discountInputsOf(sale, money) },
    perpetualTotal: numbers.perpetualTotal,
    ...orderBodyOf(sale, money),
    fiscal: { state: 'none' },
    extensions: {},
  }; // prettier-ignore
}

/** The same in a record and in the view of a cart; absent for nobody. */
export function buyerOf({ buyer }: Cart): Pick<SaleBodyWire, 'buyer'> {
  if (!buyer) return {};
  const { customer, loyaltyCardNumber, loyaltyTierId } = buyer;
  return { buyer: { customerId: customer?.customerId ?? null, loyaltyCardNumber, loyaltyTierId, affiliationIds: affiliationsOf(buyer) } };
}

/** The same in a record and in the view of a cart; absent where there are none. */
export function couponsOf(sale: CalculatedCart, money: Money): Pick<SaleBodyWire, 'coupons'> {
  if (!sale.cart.coupons?.length) return {};
  return {
    coupons: couponDiscounts(sale).map(({ coupon: { couponId, code, offerId }, discount }) => ({
      couponId, code, offerId, discount: money(discount),
    })),
  }; // prettier-ignore
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
