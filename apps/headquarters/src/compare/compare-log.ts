import type { ExplanationBody } from '@app/carts';
import { add, currencyOf, DomainError, formatAmount, parseAmount, ZERO, type Amount } from '@app/kernel';
import type { Headquarters } from '../headquarters';
import { BasketPricer, type PricedBasket, type PricedLine } from './basket-pricer';
import { causeOf, chargedHere, type ExplainedLine } from './judge-line';
import type { OldBasket } from './old-basket';
import { readBaskets } from './read-baskets';
import { StoreCopy } from './store-copy';

/** A line that costs something else here, or that this engine cannot price. */
export interface DifferingLine {
  readonly barcode: string;
  readonly charged: string;
  /** Null where it cannot be priced. */
  readonly here: string | null;
  /** A `Cause`, or the code of what keeps it from being priced. */
  readonly cause: string;
  readonly explanation: ExplainedLine | null;
}

/** What became of a basket, or of a line of the file that is none. */
export type Compared = { readonly lineNumber: number } & (
  | { readonly kind: 'unreadable'; readonly fault: string }
  | { readonly kind: 'equal' }
  | {
      readonly kind: 'differs';
      readonly basket: string;
      readonly store: string;
      readonly date: string;
      readonly charged: string;
      readonly here: string;
      readonly lines: readonly DifferingLine[];
    }
);

/** Prices every basket of a log with this engine and headquarters' data, one after another. */
export async function* compareLog({ database, clock }: Headquarters, path: string): AsyncGenerator<Compared> {
  const copy = await StoreCopy.open(database.reader);
  try {
    const pricer = new BasketPricer(copy, clock);
    for await (const read of readBaskets(path)) {
      const { lineNumber } = read;
      yield { lineNumber, ...('fault' in read ? { kind: 'unreadable', fault: read.fault } : await compared(pricer, read.basket)) };
    }
  } finally {
    await copy.close();
  }
}

type Judged = Compared extends infer One ? (One extends unknown ? Omit<One, 'lineNumber'> : never) : never;

async function compared(pricer: BasketPricer, basket: OldBasket): Promise<Judged> {
  const priced = await pricer.price(basket);
  if (!priced) return { kind: 'unreadable', fault: `store: headquarters has no store ${basket.store}` };
  try {
    return judged(basket, priced);
  } catch (error) {
    if (error instanceof DomainError) return { kind: 'unreadable', fault: error.message };
    throw error;
  }
}

function judged({ basket, store, date }: OldBasket, { lines, calculation }: PricedBasket): Judged {
  const minorDigits = calculation ? currencyOf(calculation.currency).minorDigits : 4;
  const explanation = calculation?.explanation;
  const differing = lines.flatMap((line) => differenceOf(line, explanation, minorDigits) ?? []);
  if (differing.length === 0) return { kind: 'equal' };
  const money = (value: Amount): string => formatAmount(value, minorDigits);
  const charged = add(ZERO, ...lines.map(({ old }) => parseAmount(old.charged, minorDigits)));
  const here = add(
    ZERO,
    ...(explanation?.lines ?? []).map((line) => chargedHere(line, explanation?.pricesIncludeTax ?? true, minorDigits)),
  );
  return { kind: 'differs', basket, store, date, charged: money(charged), here: money(here), lines: differing };
}

function differenceOf(line: PricedLine, explanation: ExplanationBody | undefined, minorDigits: number): DifferingLine | undefined {
  const { barcode, charged } = line.old;
  const explained = explanation?.lines.find(({ lineId }) => lineId === line.lineId);
  if (!line.isPriced) return { barcode, charged, here: null, cause: line.code, explanation: null };
  if (!explanation || !explained) return undefined;
  const { pricesIncludeTax } = explanation;
  const cause = causeOf(parseAmount(charged, minorDigits), explained, pricesIncludeTax, minorDigits);
  if (!cause) return undefined;
  return { barcode, charged, here: formatAmount(chargedHere(explained, pricesIncludeTax, minorDigits), minorDigits), cause, explanation: explained }; // prettier-ignore
}
