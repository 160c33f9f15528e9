/** Digits with at most one separator between two of them. */
const RUN = /\d(?:[ -]?\d){12,}/g;

const SHORTEST = 13;
const LONGEST = 19;

/** Where a text holds a card number: from the first digit to behind the last. */
interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** True when a text holds 13 to 19 digits (blanks and dashes between allowed) that pass the card check of ISO/IEC 7812. */
export const containsCardNumber = (text: string): boolean => cardNumbersIn(text).length > 0;

/**
 * Card numbers in a text, also with other digits beside them, such as `4111 1111 1111 1111 12/27`. `run` finds digits with what may
 * stand between two of them.
 */
function cardNumbersIn(text: string, run: RegExp = RUN): TextRange[] {
  return [...text.matchAll(run)].flatMap(({ 0: digits, index }) => rangesIn(groupsOf(digits, index)));
}

/** A text with every card number in it as PCI DSS 3.4 lets it be kept: at most the first six and last four digits. */
export function maskCardNumbers(text: string, run: RegExp = RUN): string {
  return cardNumbersIn(text, run)
    .toReversed()
    .reduce((rest, { start, end }) => rest.slice(0, start) + maskMiddle(rest.slice(start, end)) + rest.slice(end), text);
}

const FIRST_SHOWN = 6;
const LAST_SHOWN = 4;

/** Stars for the digits amid a number; what is written between digits stays. */
export function maskMiddle(written: string): string {
  const count = written.replaceAll(/\D/g, '').length;
  let seen = 0;
  return written.replaceAll(/\d/g, (digit) => {
    seen += 1;
    return seen > FIRST_SHOWN && seen <= count - LAST_SHOWN ? '*' : digit;
  });
}

interface Group extends TextRange {
  readonly digits: string;
}

function groupsOf(run: string, offset: number): Group[] {
  return [...run.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({ digits, start: offset + index, end: offset + index + digits.length }));
}

function rangesIn(groups: readonly Group[]): TextRange[] {
  const whole = rangeOf(groups);
  if (whole) return [whole];
  const ranges: TextRange[] = [];
  for (let from = 0; from < groups.length; from += 1) {
    const found = printedFrom(groups, from);
    if (!found) continue;
    ranges.push(found.range);
    from = found.last;
  }
  return ranges;
}

/** As cards print it: groups of at least four digits, the last of at least three. Dates and amounts are not grouped so. */
function printedFrom(groups: readonly Group[], from: number): { readonly range: TextRange; readonly last: number } | undefined {
  for (let last = Math.min(from + 4, groups.length - 1); last >= from; last -= 1) {
    const some = groups.slice(from, last + 1);
    const isPrinted = some.every(({ digits }, index) => digits.length >= (index === some.length - 1 ? 3 : 4));
    const range = isPrinted ? rangeOf(some) : undefined;
    if (range) return { range, last };
  }
  return undefined;
}

function rangeOf(groups: readonly Group[]): TextRange | undefined {
  const digits = groups.map((group) => group.digits).join('');
  if (digits.length < SHORTEST || digits.length > LONGEST || !passesLuhn(digits)) return undefined;
  return { start: groups[0]?.start ?? 0, end: groups.at(-1)?.end ?? 0 };
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
