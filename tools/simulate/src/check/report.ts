import { sha256Hex } from '@app/protocol';
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

const digestOf = (book: readonly Fact[]): string =>
  sha256Hex(
    book
      .map(({ transactionId, digest }) => `${transactionId} ${digest}\n`)
      .sort()
      .join(''),
  );
