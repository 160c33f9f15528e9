import { graphemesOf, widthOf } from './width';

/** Line ends, then everything else a printer must never get from data: escape sequences would be commands. */
const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029]/;
const CONTROL = /\p{Cc}/gu;

const [ISOLATE, END_OF_ISOLATE] = ['\u2068', '\u2069'];

/** Pieces of at most so many columns, broken at blanks where there are any, never within a character. */
export function wrap(text: string, columns: number): string[] {
  return text.split(LINE_END).flatMap((line) => wrapLine(line.replace(CONTROL, ' '), Math.max(2, columns)));
}

/** Controls count as blanks; an isolate that is broken over lines is closed at the end of one and opened again in the next. */
function wrapLine(line: string, columns: number): string[] {
  const rows: string[] = [];
  let rest = graphemesOf(line);
  let isIsolated = false;
  for (;;) {
    const end = endOfRow(rest, columns);
    const row = rest.slice(0, end).join('');
    rest = rest.slice(end);
    const opened: string = (isIsolated ? ISOLATE : '') + row;
    isIsolated = opened.lastIndexOf(ISOLATE) > opened.lastIndexOf(END_OF_ISOLATE);
    const isLast = rest.length === 0;
    rows.push((isLast ? opened : opened.trimEnd()) + (isIsolated ? END_OF_ISOLATE : ''));
    if (isLast) return rows;
    while (rest[0] === ' ') rest = rest.slice(1);
  }
}

/** How many characters stand in the first row: up to the last blank that fits, or as many as fit. */
function endOfRow(characters: readonly string[], columns: number): number {
  let [width, lastBlank] = [0, 0];
  for (const [index, character] of characters.entries()) {
    width += widthOf(character);
    if (width > columns) return character === ' ' ? index : lastBlank > 0 ? lastBlank : Math.max(1, index);
    if (character === ' ' && index > 0) lastBlank = index + 1;
  }
  return characters.length;
}
