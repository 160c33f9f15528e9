import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseUnitPrice } from '@app/kernel';
import { SHOP_ROWS } from '@app/testing';
import { parse } from 'csv-parse/sync';

/** A line of the source: what was sold or came back, for how much a piece. */
export interface RetailLine {
  readonly stockCode: string;
  readonly description: string;
  readonly quantity: number;
  /** A decimal text, as the source has it. */
  readonly unitPrice: string;
  readonly customerId: string;
}

export interface RetailInvoice {
  readonly invoiceNo: string;
  readonly lines: readonly RetailLine[];
}

interface SourceRow {
  readonly InvoiceNo: string;
  readonly StockCode: string;
  readonly Description: string;
  readonly Quantity: string;
  readonly UnitPrice: string;
  readonly CustomerID: string;
}

/** Far above what any run of invoices has on average, which is 21. */
const LINES_PER_INVOICE = 40;

/** The first invoices of a gift shop's year, in the order of the source. */
export function readInvoices(file: string, most: number): RetailInvoice[] {
  const to = Number.isFinite(most) ? { to: most * LINES_PER_INVOICE } : {};
  const rows: SourceRow[] = parse(gunzipSync(readFileSync(file)), { columns: true, ...to });
  const byNumber = Map.groupBy(rows, ({ InvoiceNo }) => InvoiceNo);
  return [...byNumber].slice(0, most).map(([invoiceNo, its]) => ({ invoiceNo, lines: its.map(lineOf) }));
}

const lineOf = (row: SourceRow): RetailLine => ({
  stockCode: row.StockCode,
  description: row.Description.trim(),
  quantity: Number(row.Quantity),
  unitPrice: row.UnitPrice,
  customerId: row.CustomerID,
});

/** What lines come to in 10^-4 pounds, exactly; nothing is rounded. */
export const exactTotal = (lines: readonly RetailLine[]): bigint =>
  lines.reduce((sum, { unitPrice, quantity }) => sum + BigInt(parseUnitPrice(unitPrice)) * BigInt(quantity), 0n);

/** Pounds as a decimal text; with four digits where pennies do not hold it. */
export function poundsText(exact: bigint): string {
  const size = exact < 0n ? -exact : exact;
  const fraction = String(size % 10_000n)
    .padStart(4, '0')
    .replace(/00$/, '');
  return `${exact < 0n ? '-' : ''}${size / 10_000n}.${fraction}`;
}

/** The shop with every stock code as a product whose price is keyed: prices of the source change from invoice to invoice. */
export function retailRows(invoices: readonly RetailInvoice[]): typeof SHOP_ROWS {
  const names = new Map<string, string>();
  for (const { stockCode, description } of invoices.flatMap(({ lines }) => lines))
    if (!names.get(stockCode)) names.set(stockCode, description);
  const [milk] = SHOP_ROWS['product'] as [object];
  const [cash] = SHOP_ROWS['tenderType'] as [object];
  const inPounds = (name: string, change: object = {}) => SHOP_ROWS[name]?.map((row) => ({ ...row, currency: 'GBP', ...change })) ?? [];
  return {
    ...SHOP_ROWS,
    currency: [{ currencyCode: 'GBP', minorDigits: 2 }],
    legalEntity: inPounds('legalEntity'),
    channel: inPounds('channel', { timeZone: 'Europe/London', blindReturnDays: 365 }),
    tenderType: [{ ...cash, roundingStep: '0' }],
    product: [...names].map(([productId, name]) => ({ ...milk, productId, name: name || productId, mustKeyInPrice: true })),
    productBarcode: [],
    price: [],
  };
}
