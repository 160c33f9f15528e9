import { add, currencyOf, formatAmount, formatScaled, parseAmount, parseScaled } from '@app/kernel';
import type { SaleBodyWire } from '@app/protocol';
import XmlBuilder from 'fast-xml-builder';
import { couponCodeOf, isoTime, type ExportedLine, type ExportedSale, type ExportedTender } from './exported-sale';
import { xmlText } from './xml-text';

/** An element: attributes begin with `@_`, `#text` is its own text; what is undefined is left out. */
type Content = string | undefined | readonly Content[] | { readonly [name: string]: Content };

const TENDER_TYPES = {
  cash: 'Cash', card: 'CreditDebit', 'gift-card': 'GiftCard', 'credit-memo': 'Store:CreditMemo', voucher: 'Voucher',
  'customer-account': 'CustomerAccount', loyalty: 'Store:LoyaltyPoints',
} as const; // prettier-ignore
const ITEM_TYPES = { product: 'Stock', 'gift-card': 'GiftCard', 'order-deposit': 'Deposit', charge: 'Fee' } as const;
const TENDER_CODES = { payment: 'Sale', refund: 'Refund', change: 'Change' } as const;
const MODIFIER_METHODS = { offer: 'Promotion', 'manual-line': 'Store:LineDiscount', 'manual-total': 'TransactionTotal' } as const;
const ENTRY_METHODS = { scanned: 'Scanned', keyed: 'Keyed', 'price-label': 'Scanned', 'weight-label': 'Scanned' } as const;

const builder = new XmlBuilder({ ignoreAttributes: false, suppressBooleanAttributes: false });

export const POSLOG_BEGIN =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<POSLog xmlns="http://www.nrf-arts.org/IXRetail/namespace/" MajorVersion="6" MinorVersion="0" FixVersion="0">\n';
export const POSLOG_END = '</POSLog>\n';

/** A sale as a transaction of POSLog 6. */
export function posLogTransaction(sale: ExportedSale): string {
  const { body } = sale;
  const transaction = {
    '@_CancelFlag': 'false',
    '@_TrainingModeFlag': 'false',
    BusinessUnit: { UnitID: text(sale.channelId) },
    WorkstationID: text(sale.registerId),
    TillID: text(sale.drawerId),
    SequenceNumber: String(sale.sequence),
    TransactionID: sale.recordId,
    BusinessDayDate: text(sale.businessDate),
    BeginDateTime: isoTime(body.beganAt),
    EndDateTime: isoTime(sale.at),
    OperatorID: text(sale.staffId),
    CurrencyCode: body.currency,
    ReceiptNumber: text(body.receiptNumber),
    RetailTransaction: retailTransaction(sale),
  };
  return `${builder.build({ Transaction: transaction })}\n`;
}

function retailTransaction({ body }: ExportedSale): Content {
  const items = [
    ...body.lines.map((line) => lineItem(line, body)),
    ...body.taxes.map((tax) => ({ Tax: taxOf(tax) })),
    ...body.tenders.map(tenderItem),
  ];
  const { totals, buyer } = body;
  const { gross, net, tax, rounding } = totals;
  const total = (type: string, amount: string): Content => ({ '@_TotalType': type, '#text': amount });
  return {
    '@_TransactionStatus': 'Finished',
    Customer: typeof buyer?.customerId === 'string' ? { CustomerID: text(buyer.customerId) } : undefined,
    LoyaltyAccount: typeof buyer?.loyaltyCardNumber === 'string' ? { LoyaltyAccountID: text(buyer.loyaltyCardNumber) } : undefined,
    LineItem: items.map((item, index) => ({ ...item, SequenceNumber: String(index + 1) })),
    Total: [
      total('TransactionGrossAmount', gross),
      total('TransactionNetAmount', net),
      total('TransactionTaxAmount', tax),
      total('Store:Rounding', rounding),
      ...(totals.discount === undefined ? [] : [total('Store:Discount', totals.discount)]),
    ],
  };
}

function lineItem(line: ExportedLine, body: SaleBodyWire) {
  const kind = line.quantity.startsWith('-') ? 'Return' : 'Sale';
  return { '@_EntryMethod': ENTRY_METHODS[line.entry], '@_VoidFlag': String(line.isVoided), [kind]: goods(line, body) };
}

/** What the store takes back is a Return, and its figures are those of the goods, without a sign. */
function goods(line: ExportedLine, body: SaleBodyWire): Content {
  const size = (decimal: string): string => (line.quantity.startsWith('-') ? negated(decimal) : decimal);
  return {
    '@_ItemType': ITEM_TYPES[line.kind],
    POSIdentity: line.barcode === null ? undefined : { POSItemID: text(line.barcode) },
    ItemID: text(line.productId),
    Description: text(line.name),
    RegularSalesUnitPrice: line.priceOverride?.listedPrice,
    ActualSalesUnitPrice: line.unitPrice,
    ExtendedAmount: size(line.amount),
    ExtendedDiscountAmount: line.discounts && size(sumOf(line.discounts, body.currency)),
    Quantity: { '@_UnitOfMeasureCode': text(line.unitId), '#text': size(line.quantity) },
    RetailPriceModifier: priceModifiers(line, body),
    Tax: line.taxes.map((tax) => taxOf({ ...tax, base: size(tax.base), amount: size(tax.amount) })),
    TransactionLink: line.returnOf === null ? undefined : { TransactionID: line.returnOf.transactionId },
    Reason: text(line.returnReason),
    Note: text(line.note),
  };
}

/** A price that a person set, then what was taken off: the extended amount less the discounts is what was charged. */
function priceModifiers(line: ExportedLine, body: SaleBodyWire): Content {
  const { priceOverride, discounts = [] } = line;
  const set = priceOverride && {
    '@_MethodCode': 'PriceOverride',
    PreviousPrice: priceOverride.listedPrice,
    NewPrice: line.unitPrice,
    ReasonCode: text(priceOverride.reason),
  };
  const taken = discounts.map(({ kind, offerId, name, amount }) => ({
    '@_MethodCode': MODIFIER_METHODS[kind],
    Amount: { '@_Action': 'Subtract', '#text': amount },
    PromotionID: text(offerId),
    PriceDerivationRule: name === null ? undefined : { Description: text(name), Eligibility: eligibility(couponCodeOf(body, offerId)) },
  }));
  const all = [...(set ? [set] : []), ...taken];
  return all.map((one, index) => ({ ...one, SequenceNumber: String(index + 1) }));
}

const eligibility = (couponCode: string | null): Content =>
  couponCode === null ? undefined : { '@_Type': 'Coupon', ReferenceID: text(couponCode) };

function sumOf(discounts: readonly { readonly amount: string }[], currency: string): string {
  const { minorDigits } = currencyOf(currency);
  return formatAmount(add(...discounts.map(({ amount }) => parseAmount(amount, minorDigits))), minorDigits);
}

function taxOf({ taxCodeId, rate, base, amount }: ExportedLine['taxes'][number]): Content {
  return { '@_TaxType': 'VAT', TaxGroupID: text(taxCodeId), TaxableAmount: base, Amount: amount, Percent: percent(rate) };
}

function tenderItem(tender: ExportedTender) {
  return {
    Tender: {
      '@_TenderType': TENDER_TYPES[tender.function],
      '@_TypeCode': TENDER_CODES[tender.kind],
      TenderID: text(tender.tenderTypeId),
      Amount: { '@_Currency': tender.currency, '#text': tender.amount },
      Authorization: tender.authorization === null ? undefined : { AuthorizationCode: text(tender.authorization) },
    },
  };
}

const text = (given: string | null): string | undefined => (given === null ? undefined : xmlText(given));

const negated = (decimal: string): string =>
  decimal.startsWith('-') ? decimal.slice(1) : /^[0.]*$/.test(decimal) ? decimal : `-${decimal}`;

/** `0.135` as `13.5`. */
function percent(rate: string): string {
  return formatScaled(parseScaled(rate, RATE_DIGITS), RATE_DIGITS - 2);
}

/** Decimals of a rate as a fraction. */
const RATE_DIGITS = 6;
