import type { Receipt } from './receipt';
import { centered, pair } from './columns';
import { receiptWords } from './words';

export const RECEIPT_COLUMNS = 40;

/** The receipt as lines of fixed width for a thermal printer. Width counts code points; right-to-left text is left as it is. */
export function receiptText(receipt: Receipt, columns = RECEIPT_COLUMNS): string {
  const words = receiptWords(receipt.locale);
  const money = moneyFormat(receipt);
  const sections = [
    [receipt.store.name, receipt.store.address, receipt.store.header].flatMap((text) => centered(text, columns)),
    receipt.isTraining ? centered(words.training, columns) : [],
    headLines(receipt, columns),
    receipt.lines.flatMap((line) => itemLines(line, receipt, money, columns)),
    totalLines(receipt, money, columns),
    taxLines(receipt, money, columns),
    [receipt.store.footer, receipt.isTraining ? words.training : ''].flatMap((text) => centered(text, columns)),
  ];
  const rule = '-'.repeat(columns);
  return sections.filter((section) => section.length > 0).map((section) => section.join('\n')).join(`\n${rule}\n`) + '\n'; // prettier-ignore
}

type Money = (text: string) => string;

function headLines(receipt: Receipt, columns: number): string[] {
  const words = receiptWords(receipt.locale);
  return [
    ...pair(`${words.receipt} ${receipt.receiptNumber}`, '', columns),
    ...pair(receipt.soldAt, `${words.register} ${receipt.registerId}`, columns),
    ...pair(
      receipt.staffName === null ? '' : `${words.cashier} ${receipt.staffName}`,
      `${words.businessDate} ${receipt.businessDate ?? ''}`,
      columns,
    ),
  ];
}

function itemLines(line: Receipt['lines'][number], receipt: Receipt, money: Money, columns: number): string[] {
  const words = receiptWords(receipt.locale);
  const rows = pair(line.name, money(line.amount), columns);
  if (line.quantity !== '1')
    rows.push(
      ...pair(
        `  ${numberText(line.quantity, receipt.locale)} ${line.unitId} x ${numberText(line.unitPrice, receipt.locale, receipt.minorDigits)}`,
        '',
        columns,
      ),
    );
  if (line.returnOf) rows.push(...pair(`  ${words.returned} ${line.returnOf.receiptNumber}`, '', columns));
  return rows;
}

function totalLines(receipt: Receipt, money: Money, columns: number): string[] {
  const words = receiptWords(receipt.locale);
  const rounding = isZero(receipt.totals.rounding) ? [] : pair(words.rounding, money(receipt.totals.rounding), columns);
  const tenders = receipt.tenders.flatMap((tender) => {
    const card = tender.cardLastDigits === null ? '' : ` ****${tender.cardLastDigits}`;
    return pair(tender.kind === 'change' ? words.change : `${tender.name}${card}`, money(tender.amount), columns);
  });
  return [...rounding, ...pair(words.total, `${receipt.currency} ${money(receipt.totals.due)}`, columns), ...tenders];
}

function taxLines(receipt: Receipt, money: Money, columns: number): string[] {
  const words = receiptWords(receipt.locale);
  const percent = (rate: string): string =>
    new Intl.NumberFormat(receipt.locale, { style: 'percent', maximumFractionDigits: 4, numberingSystem: 'latn' }).format(Number(rate));
  const rows = receipt.taxes.flatMap((tax) =>
    pair(`${tax.name} ${percent(tax.rate)} ${words.net} ${money(tax.base)}`, money(tax.amount), columns),
  );
  return [...rows, ...pair(`${words.items} ${receipt.totals.itemCount}`, `${words.tax} ${money(receipt.totals.tax)}`, columns)];
}

/** Exact: the decimal text itself is formatted, never a double. */
function numberText(decimal: string, locale: string, minimumFractionDigits = 0): string {
  const format = formatFor(locale, minimumFractionDigits);
  return format.format(decimal as Intl.StringNumericLiteral);
}

const moneyFormat =
  (receipt: Receipt): Money =>
  (text) =>
    numberText(text, receipt.locale, receipt.minorDigits);

const formats = new Map<string, Intl.NumberFormat>();

function formatFor(locale: string, minimumFractionDigits: number): Intl.NumberFormat {
  const key = `${locale} ${minimumFractionDigits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { minimumFractionDigits, maximumFractionDigits: 4, numberingSystem: 'latn' });
    formats.set(key, format);
  }
  return format;
}

const isZero = (decimal: string): boolean => /^-?0*(\.0*)?$/.test(decimal);
