import { sha256Hex } from '@app/protocol';
import type { Refused } from '../register/commerce';
import type { Outcome } from '../register/customers';
import type { CardAccount } from './cards';
import { differencesOf, summaryOf, type Books, type Fact } from './compare';

const MOST_NAMED = 20;

/** The three books side by side, and every difference by name. Answers whether there was none. */
export function printComparison(books: Books, print: (line: string) => void): boolean {
  const named = [
    ['acknowledged', books.acknowledged],
    ['on the appliance', books.appliance],
    ['at headquarters', books.headquarters],
  ] as const;
  print(`${''.padEnd(18)}${'transactions'.padStart(14)}${'gross, minor units'.padStart(28)}   digest of all`);
  for (const [name, book] of named) {
    const { count, grossMinor } = summaryOf(book);
    const sums = [...grossMinor].sort().map(([currency, gross]) => `${gross.toLocaleString('en')} ${currency}`);
    print(`${name.padEnd(18)}${String(count).padStart(14)}${sums.join(', ').padStart(28)}   ${digestOf(book).slice(0, 16)}`);
  }
  if (books.unanswered.size > 0) print(`asked for without an answer: ${books.unanswered.size}`);
  const differences = differencesOf(books);
  for (const { transactionId, problem } of differences.slice(0, MOST_NAMED)) print(`  ${transactionId}  ${problem}`);
  if (differences.length > MOST_NAMED) print(`  ... and ${differences.length - MOST_NAMED} more`);
  print(`differences: ${differences.length}`);
  return differences.length === 0;
}

/** Money on cards. Answers whether all of it is explained. */
export function printCards({ chargedMinor, paidMinor, givenBackMinor, unexplained }: CardAccount, print: (line: string) => void): boolean {
  print(`cards, minor units: charged ${chargedMinor} = paid ${paidMinor} + given back ${givenBackMinor}`);
  for (const attemptId of unexplained.slice(0, MOST_NAMED)) print(`  UNEXPLAINED ${attemptId}`);
  return unexplained.length === 0;
}

/** Records no register was handed. Answers whether there was none. */
export function printStrays(strays: readonly string[], print: (line: string) => void): boolean {
  for (const stray of strays.slice(0, MOST_NAMED)) print(`  NOBODY ASKED FOR ${stray}`);
  return strays.length === 0;
}

const digestOf = (book: readonly Fact[]): string =>
  sha256Hex(
    book
      .map(({ transactionId, digest }) => `${transactionId} ${digest}\n`)
      .sort()
      .join(''),
  );

export interface Served {
  readonly outcomes: readonly Outcome[];
  readonly refusals: readonly Refused[];
  readonly retries: number;
  readonly chaos: Readonly<Record<string, number>> | undefined;
}

/** What the registers did, and how long a checkout took. */
export function printServed({ outcomes, refusals, retries, chaos }: Served, print: (line: string) => void): void {
  const of = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
  const checkouts = outcomes.filter(({ kind }) => kind !== 'void').map(({ checkoutMs }) => checkoutMs);
  const lines = outcomes.reduce((sum, { lineCount }) => sum + lineCount, 0) / (outcomes.length || 1);
  print(
    `served ${of('sale')} sales, ${of('return')} returns, ${of('void')} voided carts; ${lines.toFixed(1)} lines each; ${retries} retries`,
  );
  print(`checkout ms: p50 ${percentile(checkouts, 0.5)}, p99 ${percentile(checkouts, 0.99)}, max ${percentile(checkouts, 1)}`);
  if (chaos)
    print(
      `chaos: ${Object.entries(chaos)
        .map(([what, count]) => `${count} ${what}`)
        .join(', ')}`,
    );
  for (const refusal of refusals.slice(0, MOST_NAMED)) print(`  REFUSED ${refusal.message}`);
  if (refusals.length > 0) print(`refused: ${refusals.length}`);
}

function percentile(values: readonly number[], part: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
}
