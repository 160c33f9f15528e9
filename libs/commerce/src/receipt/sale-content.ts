import type { ReceiptContent } from './lay-out';
import { isZero, numberText, percentText, sumOfDecimals } from './numbers';
import type { Receipt } from './receipt';
import type { ReceiptType } from './receipt-format';
import type { Values } from './variables';
import { receiptWords } from './words';

export interface Printing {
  /** BCP 47 tag; the store's own when absent. */
  readonly language?: string | undefined;
  /** 0 is the original; a copy says which one it is. */
  readonly copy?: number | undefined;
}

type Money = (decimal: string) => string;

/** A receipt as the variables of formats `sale`, `return`, `customer-copy` and `gift-receipt`. */
export function saleContent(receipt: Receipt, { language = receipt.locale, copy = 0 }: Printing = {}): ReceiptContent {
  const money: Money = (decimal) => numberText(decimal, language, receipt.minorDigits);
  return {
    language,
    title: `${receiptWords(language).receipt} ${receipt.receiptNumber}`,
    receipt: {
      ...storeValues(receipt.store),
      ...headValues(receipt, copy),
      ...totalValues(receipt, money),
      ...orderValues(receipt, money),
      ...couponValues(receipt),
    },
    line: receipt.lines.map((line) => lineValues(line, language, money)),
    tender: receipt.tenders.map((tender) => tenderValues(tender, language, money)),
    ordered: (receipt.ordered?.lines ?? []).map((line) => lineValues(line, language, money)),
    tax: receipt.taxes.map(({ name, rate, base, amount }) => ({
      name, rate: percentText(rate, language), base: money(base), amount: money(amount),
    })),
  }; // prettier-ignore
}

/** The same without a price, for who receives a present. */
export function giftContent(receipt: Receipt, printing: Printing = {}): ReceiptContent {
  const { receipt: values, line, ...content } = saleContent(receipt, printing);
  return {
    ...content,
    receipt: without(values, [...TOTALS, 'discount', 'coupons']),
    line: line.map((one) => without(one, ['amount', 'unitPrice', 'isMany', 'giftCard', 'discount', 'discountName'])),
    tender: [],
    ordered: [],
    tax: [],
  };
}

/** A receipt on which everything comes back is a return. */
export function receiptTypeOf({ lines }: Receipt): Extract<ReceiptType, 'sale' | 'return'> {
  return lines.length > 0 && lines.every(({ returnOf }) => returnOf !== null) ? 'return' : 'sale';
}

export function storeValues({ name, address, header, footer }: Receipt['store']): Values {
  return { 'store.name': name, 'store.address': address, 'store.header': header, 'store.footer': footer };
}

function headValues(receipt: Receipt, copy: number): Values {
  const { receiptNumber, transactionId, soldAt, businessDate, registerId, staffName, customerId, currency } = receipt;
  return {
    receiptNumber, transactionId, soldAt, registerId, currency,
    businessDate: businessDate ?? '', staffName: staffName ?? '', customerId: customerId ?? '',
    isTraining: receipt.isTraining ? '1' : '',
    copyNumber: copy > 0 ? String(copy) : '',
  }; // prettier-ignore
}

const TOTALS = ['net', 'tax', 'gross', 'rounding', 'due', 'paid', 'change'] as const;

function totalValues({ totals, locale }: Receipt, money: Money): Values {
  const amounts = TOTALS.map((name) => [name, money(totals[name])] as const);
  return {
    ...Object.fromEntries(amounts),
    rounding: isZero(totals.rounding) ? '' : money(totals.rounding),
    discount: totals.discount === undefined ? '' : money(totals.discount),
    itemCount: numberText(String(totals.itemCount), locale),
  };
}

/** What was paid of goods that wait and what is due for them; the order goods are of. */
function orderValues({ ordered, orderReceiptNumber = '' }: Receipt, money: Money): Values {
  return {
    orderCustomer: ordered?.customerName ?? '',
    orderDeposit: ordered ? money(ordered.deposit) : '',
    orderDue: ordered ? money(ordered.due) : '',
    orderReceiptNumber,
  };
}

/** The codes of those that were used. */
function couponValues({ coupons = [] }: Receipt): Values {
  const used = coupons.filter(({ discount }) => !isZero(discount));
  return { coupons: used.map(({ code }) => code).join(', ') };
}

function lineValues(line: Receipt['lines'][number], language: string, money: Money): Values {
  return {
    name: line.name,
    amount: money(line.amount),
    quantity: numberText(line.quantity, language),
    unit: line.unitId,
    unitPrice: money(line.unitPrice),
    isMany: line.quantity === '1' ? '' : '1',
    returnOf: line.returnOf?.receiptNumber ?? '',
    giftCard: line.giftCardNumber === null ? '' : `****${line.giftCardNumber.slice(-4)}`,
    ...discountValues(line, language, money),
  };
}

/** What was taken off a line, under the names of all that did. */
function discountValues({ discounts = [] }: Receipt['lines'][number], language: string, money: Money): Values {
  if (discounts.length === 0) return { discount: '', discountName: '' };
  const names = new Set(discounts.map(({ name }) => name ?? receiptWords(language).discount));
  return { discount: money(sumOfDecimals(discounts.map(({ amount }) => amount))), discountName: [...names].join(', ') };
}

function tenderValues(tender: Receipt['tenders'][number], language: string, money: Money): Values {
  return {
    name: tender.kind === 'change' ? receiptWords(language).change : tender.name,
    card: tender.cardLastDigits === null ? '' : `****${tender.cardLastDigits}`,
    authorization: tender.authorization ?? '',
    amount: money(tender.amount),
  };
}

function without(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}
