import { formatScaled, parseScaled } from '@app/kernel';
import XmlBuilder from 'fast-xml-builder';
import { isoTime, type ExportedLine, type ExportedSale, type ExportedTender } from './exported-sale';
import { xmlText } from './xml-text';

/** An element: attributes begin with `@_`, `#text` is its own text; what is undefined is left out. */
type Content = string | undefined | readonly Content[] | { readonly [name: string]: Content };

const TENDER_TYPES = {
  cash: 'Cash', card: 'CreditDebit', 'gift-card': 'GiftCard', 'credit-memo': 'Store:CreditMemo', voucher: 'Voucher',
  'customer-account': 'CustomerAccount', loyalty: 'Store:LoyaltyPoints',
} as const; // prettier-ignore
const ITEM_TYPES = { product: 'Stock', 'gift-card': 'GiftCard', 'order-deposit': 'Deposit', charge: 'Fee' } as const;
const TENDER_CODES = { payment: 'Sale', refund: 'Refund', change: 'Change' } as const;
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
  const items = [...body.lines.map(lineItem), ...body.taxes.map((tax) => ({ Tax: taxOf(tax) })), ...body.tenders.map(tenderItem)];
  const { gross, net, tax, rounding } = body.totals;
  const total = (type: string, amount: string): Content => ({ '@_TotalType': type, '#text': amount });
  return {
    '@_TransactionStatus': 'Finished',
    LineItem: items.map((item, index) => ({ ...item, SequenceNumber: String(index + 1) })),
    Total: [
      total('TransactionGrossAmount', gross),
      total('TransactionNetAmount', net),
      total('TransactionTaxAmount', tax),
      total('Store:Rounding', rounding),
    ],
  };
}

function lineItem(line: ExportedLine) {
  const kind = line.quantity.startsWith('-') ? 'Return' : 'Sale';
  return { '@_EntryMethod': ENTRY_METHODS[line.entry], '@_VoidFlag': String(line.isVoided), [kind]: goods(line) };
}

/** What the store takes back is a Return, and its figures are those of the goods, without a sign. */
function goods(line: ExportedLine): Content {
  const size = (decimal: string): string => (line.quantity.startsWith('-') ? negated(decimal) : decimal);
  return {
    '@_ItemType': ITEM_TYPES[line.kind],
    POSIdentity: line.barcode === null ? undefined : { POSItemID: text(line.barcode) },
    ItemID: text(line.productId),
    Description: text(line.name),
    ActualSalesUnitPrice: line.unitPrice,
    ExtendedAmount: size(line.amount),
    Quantity: { '@_UnitOfMeasureCode': text(line.unitId), '#text': size(line.quantity) },
    Tax: line.taxes.map((tax) => taxOf({ ...tax, base: size(tax.base), amount: size(tax.amount) })),
    TransactionLink: line.returnOf === null ? undefined : { TransactionID: line.returnOf.transactionId },
    Reason: text(line.returnReason),
    Note: text(line.note),
  };
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
