import { stringify } from 'csv-stringify/sync';
import { discountsOf, isoTime, type ExportedDiscount, type ExportedLine, type ExportedSale, type ExportedTender } from './exported-sale';

type Cell = string | number | null;
type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;
type Of<Part> = { readonly sale: ExportedSale; readonly part: Part };

const flag = (value: boolean): string => (value ? 'true' : 'false');

const TRANSACTION: Columns<ExportedSale> = {
  transactionId: ({ recordId }) => recordId,
  receiptNumber: ({ body }) => body.receiptNumber,
  legalEntityId: ({ legalEntityId }) => legalEntityId,
  channelId: ({ channelId }) => channelId,
  registerId: ({ registerId }) => registerId,
  sequence: ({ sequence }) => sequence,
  businessDate: ({ businessDate }) => businessDate,
  beganAt: ({ body }) => isoTime(body.beganAt),
  endedAt: ({ at }) => isoTime(at),
  shiftId: ({ shiftId }) => shiftId,
  staffId: ({ staffId }) => staffId,
  currency: ({ body }) => body.currency,
  net: ({ body }) => body.totals.net,
  tax: ({ body }) => body.totals.tax,
  gross: ({ body }) => body.totals.gross,
  rounding: ({ body }) => body.totals.rounding,
  due: ({ body }) => body.totals.due,
  paid: ({ body }) => body.totals.paid,
  change: ({ body }) => body.totals.change,
  discount: ({ body }) => body.totals.discount ?? '0',
  /** Who bought, by numbers alone. */
  customerId: ({ body }) => body.buyer?.customerId ?? null,
  loyaltyCardNumber: ({ body }) => body.buyer?.loyaltyCardNumber ?? null,
  loyaltyTierId: ({ body }) => body.buyer?.loyaltyTierId ?? null,
  affiliationIds: ({ body }) => body.buyer?.affiliationIds.join(' ') ?? null,
  /** Codes that were given, also of coupons that took nothing off. */
  couponCodes: ({ body }) => body.coupons?.map(({ code }) => code).join(' ') ?? null,
};

const LINE: Columns<Of<ExportedLine>> = {
  transactionId: ({ sale }) => sale.recordId,
  lineNumber: ({ part }) => part.lineNumber,
  kind: ({ part }) => part.kind,
  productId: ({ part }) => part.productId,
  name: ({ part }) => part.name,
  barcode: ({ part }) => part.barcode,
  unitId: ({ part }) => part.unitId,
  quantity: ({ part }) => part.quantity,
  unitPrice: ({ part }) => part.unitPrice,
  priceSource: ({ part }) => part.priceSource,
  isVoided: ({ part }) => flag(part.isVoided),
  net: ({ part }) => part.net,
  tax: ({ part }) => part.tax,
  gross: ({ part }) => part.gross,
  taxCodes: ({ part }) => part.taxes.map(({ taxCodeId }) => taxCodeId).join(' '),
  returnedFromTransactionId: ({ part }) => part.returnOf?.transactionId ?? null,
  returnReason: ({ part }) => part.returnReason,
  note: ({ part }) => part.note,
  /** Before discounts. */
  amount: ({ part }) => part.amount,
  /** Taken off: `offer:three-for-2=1.20 manual-line=0.50`. */
  discounts: ({ part }) =>
    (part.discounts ?? []).map(({ kind, offerId, amount }) => `${kind}${offerId ? `:${offerId}` : ''}=${amount}`).join(' '),
  /** What a unit would have cost, where a person set another price. */
  listedPrice: ({ part }) => part.priceOverride?.listedPrice ?? null,
};

const DISCOUNT: Columns<Of<ExportedDiscount>> = {
  transactionId: ({ sale }) => sale.recordId,
  lineNumber: ({ part }) => part.lineNumber,
  kind: ({ part }) => part.kind,
  offerId: ({ part }) => part.offerId,
  name: ({ part }) => part.name,
  couponCode: ({ part }) => part.couponCode,
  amount: ({ part }) => part.amount,
};

const TENDER: Columns<Of<ExportedTender>> = {
  transactionId: ({ sale }) => sale.recordId,
  tenderTypeId: ({ part }) => part.tenderTypeId,
  function: ({ part }) => part.function,
  kind: ({ part }) => part.kind,
  amount: ({ part }) => part.amount,
  currency: ({ part }) => part.currency,
  authorization: ({ part }) => part.authorization,
  cardLastDigits: ({ part }) => part.cardLastDigits,
};

/** A CSV file: comma, double quotes, a header line, UTF-8. */
export interface CsvTable {
  readonly name: string;
  readonly header: string;
  readonly rows: (sales: readonly ExportedSale[]) => string;
}

export const CSV_TABLES: readonly CsvTable[] = [
  table('transactions', TRANSACTION, (sale) => [sale]),
  table('lines', LINE, (sale) => sale.body.lines.map((part) => ({ sale, part }))),
  table('discounts', DISCOUNT, (sale) => discountsOf(sale).map((part) => ({ sale, part }))),
  table('tenders', TENDER, (sale) => sale.body.tenders.map((part) => ({ sale, part }))),
];

function table<Row>(name: string, columns: Columns<Row>, rowsOf: (sale: ExportedSale) => readonly Row[]): CsvTable {
  const cells = Object.values(columns);
  return {
    name,
    header: stringify([Object.keys(columns)]),
    // A carriage return alone ends a line for some readers, so it is quoted too.
    rows: (sales) => stringify(sales.flatMap(rowsOf).map((row) => cells.map((cell) => cell(row))), { quoted_match: /\r/ }),
  }; // prettier-ignore
}
