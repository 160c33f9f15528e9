/** Shorter words have too many neighbours, longer ones are rarely typed. */
const SHORTEST = 4;
const LONGEST = 20;
/** From this length on a word may differ in two places. */
const LONG = 8;

const IS_LETTERS = /^[\p{L}\p{M}]+$/u;

/**
 * A word and every form of it with one letter left out; none for numbers and very short words. Two words that differ by one letter
 * too many, missing, other or swapped have a form in common: typos are found by equality, which every database has an index for.
 */
export function spellingForms(word: string): string[] {
  if (word.length < SHORTEST || word.length > LONGEST || !IS_LETTERS.test(word)) return [];
  const forms = new Set([word]);
  for (let at = 0; at < word.length; at += 1) forms.add(word.slice(0, at) + word.slice(at + 1));
  return [...forms];
}

/** Whether `typed` may stand for `word`: few enough letters too many, missing, other or swapped. */
export function isTypoOf(typed: string, word: string): boolean {
  return typoDistance(typed, word) <= (Math.min(typed.length, word.length) >= LONG ? 2 : 1);
}

/** Letters to change, put in, take out or swap with their neighbour to make one word the other. */
export function typoDistance(a: string, b: string): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const changed = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(isSwap ? Math.min(changed, (beforeLast[j - 2] ?? 0) + 1) : changed);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
