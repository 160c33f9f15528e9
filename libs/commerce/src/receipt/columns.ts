/** Left text and right text on one line; what does not fit beside the right text goes on lines above. */
export function pair(left: string, right: string, columns: number): string[] {
  const width = right === '' ? columns : columns - lengthOf(right) - 1;
  const rows = wrap(left, Math.max(1, width));
  const last = rows.pop() ?? '';
  return right === '' ? [...rows, last].filter((row) => row !== '') : [...rows, `${padEnd(last, Math.max(0, width))} ${right}`];
}

/** Each line in the middle; long ones broken at blanks. */
export function centered(text: string, columns: number): string[] {
  return text.split(/\r?\n/).flatMap((part) => wrap(part.trim(), columns)).filter((row) => row !== '').map((row) => ' '.repeat(Math.floor((columns - lengthOf(row)) / 2)) + row); // prettier-ignore
}

/** Pieces of at most so many code points, broken at blanks where there are any. */
function wrap(text: string, width: number): string[] {
  const rows: string[] = [];
  let rest = [...text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')];
  while (rest.length > width) {
    const blank = rest.lastIndexOf(' ', width);
    const end = blank > 0 ? blank : width;
    rows.push(rest.slice(0, end).join('').trimEnd());
    rest = rest.slice(blank > 0 ? end + 1 : end);
  }
  return [...rows, rest.join('')];
}

const lengthOf = (text: string): number => [...text].length;
const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - lengthOf(text)));
