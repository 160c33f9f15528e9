import { sumOfDecimals } from './numbers';
import { localTime, type Instant, type LocalDate } from '@app/kernel';

/** A finished sale as its record holds it; amounts are decimal texts of its currency. */
export interface ReceiptSale {
  readonly mode: 'live' | 'training';
  readonly receiptNumber: string;
  /** Absent for nobody. */
  readonly buyer?: { readonly customerId: string | null } | undefined;
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  readonly lines: readonly ReceiptSaleLine[];
  /** Absent where there are none. */
  readonly coupons?: readonly ReceiptCoupon[] | undefined;
  readonly tenders: readonly ReceiptSaleTender[];
  readonly taxes: readonly ReceiptTax[];
  /** What the sale has to do with a customer order; absent where nothing. */
  readonly order?: ReceiptOrder | undefined;
  readonly totals: {
    /** Absent where nothing was taken off. */
    discount?: string | undefined;
    net: string;
    tax: string;
    gross: string;
    rounding: string;
    due: string;
    paid: string;
    change: string;
    itemCount: number;
  };
}

/** As the record says it: goods that wait and their deposit, or the order goods are of. */
type ReceiptOrder =
  | {
      readonly kind: 'placed';
      readonly customerName: string;
      readonly deposit: string;
      readonly gross: string;
      readonly lines: readonly ReceiptSaleLine[];
    }
  | { readonly kind: 'hand-over' | 'cancellation'; readonly receiptNumber: string };

interface ReceiptSaleLine {
  readonly name: string;
  readonly quantity: string;
  readonly unitId: string;
  readonly unitPrice: string;
  /** Before discounts. */
  readonly amount: string;
  /** Absent where there are none. */
  readonly discounts?: readonly ReceiptDiscount[] | undefined;
  readonly isVoided: boolean;
  readonly returnOf: { readonly receiptNumber: string } | null;
  readonly giftCardNumber: string | null;
}

interface ReceiptDiscount {
  /** Null where a person gave it. */
  readonly name: string | null;
  /** What was taken off, positive. */
  readonly amount: string;
}

interface ReceiptCoupon {
  readonly code: string;
  /** What its offer took off, positive; part of the discounts of lines. */
  readonly discount: string;
}

interface ReceiptSaleTender {
  readonly tenderTypeId: string;
  readonly kind: 'payment' | 'change' | 'refund';
  readonly amount: string;
  readonly cardLastDigits: string | null;
  readonly authorization: string | null;
}

interface ReceiptTax {
  readonly taxCodeId: string;
  readonly rate: string;
  readonly base: string;
  readonly amount: string;
}

/** What the sale's record does not say itself: who sold it, where, and what things are called there. */
export interface ReceiptPlace {
  readonly storeName: string;
  readonly address: string;
  readonly header: string;
  readonly footer: string;
  readonly locale: string;
  readonly minorDigits: number;
  readonly registerId: string;
  readonly staffName: string | null;
  readonly transactionId: string;
  readonly soldAt: Instant;
  readonly timeZone: string;
  readonly businessDate: LocalDate | null;
  readonly tenderNames: ReadonlyMap<string, string>;
  readonly taxNames: ReadonlyMap<string, string>;
}

/** A receipt as a value, to print as text or to lay out elsewhere. Voided lines are not on it. */
export interface Receipt {
  readonly isTraining: boolean;
  readonly store: { readonly name: string; readonly address: string; readonly header: string; readonly footer: string };
  readonly locale: string;
  readonly currency: string;
  readonly minorDigits: number;
  readonly pricesIncludeTax: boolean;
  readonly receiptNumber: string;
  readonly transactionId: string;
  /** Channel-local wall clock. */
  readonly soldAt: string;
  readonly businessDate: LocalDate | null;
  readonly registerId: string;
  readonly staffName: string | null;
  /** The number of who bought; absent for nobody. */
  readonly customerId?: string | undefined;
  readonly lines: readonly Omit<ReceiptSaleLine, 'isVoided'>[];
  readonly coupons?: readonly ReceiptCoupon[] | undefined;
  readonly tenders: readonly (ReceiptSaleTender & { readonly name: string })[];
  readonly taxes: readonly (ReceiptTax & { readonly name: string })[];
  readonly totals: ReceiptSale['totals'];
  /** Goods that wait, what was paid of them and what is due when they are handed over. */
  readonly ordered?:
    { readonly customerName: string; readonly deposit: string; readonly due: string; readonly lines: Receipt['lines'] } | undefined;
  /** The receipt of the order whose goods these are; absent on all others. */
  readonly orderReceiptNumber?: string | undefined;
}

export function receiptOf(sale: ReceiptSale, place: ReceiptPlace): Receipt {
  return {
    isTraining: sale.mode === 'training',
    store: { name: place.storeName, address: place.address, header: place.header, footer: place.footer },
    locale: place.locale,
    currency: sale.currency,
    minorDigits: place.minorDigits,
    pricesIncludeTax: sale.pricesIncludeTax,
    receiptNumber: sale.receiptNumber,
    transactionId: place.transactionId,
    soldAt: localTime(place.soldAt, place.timeZone).text,
    businessDate: place.businessDate,
    registerId: place.registerId,
    staffName: place.staffName,
    ...(sale.buyer?.customerId && { customerId: sale.buyer.customerId }),
    lines: sale.lines.filter((line) => !line.isVoided).map(printedLine),
    ...(sale.coupons && { coupons: sale.coupons.map(({ code, discount }) => ({ code, discount })) }),
    tenders: sale.tenders.map((tender) => ({
      ...printedTender(tender),
      name: place.tenderNames.get(tender.tenderTypeId) ?? tender.tenderTypeId,
    })),
    taxes: sale.taxes.map((tax) => ({ ...tax, name: place.taxNames.get(tax.taxCodeId) ?? tax.taxCodeId })),
    totals: sale.totals,
    ...orderParts(sale.order),
  };
}

function orderParts(order: ReceiptOrder | undefined): Pick<Receipt, 'ordered' | 'orderReceiptNumber'> {
  if (!order) return {};
  if (order.kind !== 'placed') return { orderReceiptNumber: order.receiptNumber };
  const { customerName, deposit, gross, lines } = order;
  return { ordered: { customerName, deposit, due: sumOfDecimals([gross, negated(deposit)]), lines: lines.map(printedLine) } };
}

const negated = (decimal: string): string => (decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`);

function printedLine(line: ReceiptSaleLine): Receipt['lines'][number] {
  const { name, quantity, unitId, unitPrice, amount, discounts, returnOf, giftCardNumber } = line;
  const off = discounts?.map((discount) => ({ name: discount.name, amount: discount.amount }));
  return {
    name,
    quantity,
    unitId,
    unitPrice,
    amount,
    ...(off && { discounts: off }),
    returnOf: returnOf && { receiptNumber: returnOf.receiptNumber },
    giftCardNumber,
  };
}

function printedTender({ tenderTypeId, kind, amount, cardLastDigits, authorization }: ReceiptSaleTender): ReceiptSaleTender {
  return { tenderTypeId, kind, amount, cardLastDigits, authorization };
}
