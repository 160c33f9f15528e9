import { amount, currencyOf, formatScaled, parseAmount } from '@app/kernel';
import { discountsOf, type ExportedSale } from './exported-sale';
import type { WrittenFile } from './file-sink';
import type { SalesDay } from './sales-days';

const SUMS = ['discount', 'net', 'tax', 'gross', 'rounding', 'tendered'] as const;
type Sum = (typeof SUMS)[number];

/** Counts and sums of a day, gathered while its files are written. */
export class ControlTotals {
  readonly counts = { transactions: 0, lines: 0, discounts: 0, tenders: 0 };
  private readonly sums = new Map<string, Record<Sum, bigint>>();

  add(sale: ExportedSale): void {
    const { body } = sale;
    this.counts.transactions += 1;
    this.counts.lines += body.lines.length;
    this.counts.discounts += discountsOf(sale).length;
    this.counts.tenders += body.tenders.length;
    const sums = this.sumsIn(body.currency);
    const minor = (text: string): bigint => BigInt(parseAmount(text, currencyOf(body.currency).minorDigits));
    sums.discount += minor(body.totals.discount ?? '0');
    for (const name of ['net', 'tax', 'gross', 'rounding'] as const) sums[name] += minor(body.totals[name]);
    for (const tender of body.tenders) sums.tendered += minor(tender.amount);
  }

  /** Decimal texts per currency. */
  get totals(): Record<string, Record<Sum, string>> {
    return Object.fromEntries([...this.sums].map(([currency, sums]) => [currency, formatted(currency, sums)]));
  }

  private sumsIn(currency: string): Record<Sum, bigint> {
    const known = this.sums.get(currency) ?? { discount: 0n, net: 0n, tax: 0n, gross: 0n, rounding: 0n, tendered: 0n };
    this.sums.set(currency, known);
    return known;
  }
}

function formatted(currency: string, sums: Record<Sum, bigint>): Record<Sum, string> {
  const { minorDigits } = currencyOf(currency);
  const text = (name: Sum): string => formatScaled(amount(Number(sums[name])), minorDigits, minorDigits);
  return Object.fromEntries(SUMS.map((name) => [name, text(name)])) as Record<Sum, string>;
}

/** What the other files of the day must add up to. */
export function controlFile(day: SalesDay, control: ControlTotals, files: readonly WrittenFile[]): string {
  const { channelId, businessDate, revision, writtenArrival: cursor, writtenAt } = day;
  const content = {
    format: 'store-sales/1', channelId, businessDate, revision, replacesRevision: revision === 1 ? null : revision - 1,
    cursor, writtenAt: new Date(writtenAt ?? 0).toISOString(), counts: control.counts, totals: control.totals, files,
  }; // prettier-ignore
  return `${JSON.stringify(content, null, 2)}\n`;
}
