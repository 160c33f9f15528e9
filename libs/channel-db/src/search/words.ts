/** What a word is cut to; longer ones are codes and addresses. */
const LONGEST_WORD = 32;

/** Accents of alphabets, points of Hebrew and Arabic; marks of other scripts are part of their words. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{Mn}*)\p{Mn}/gu;
const POINTS = /[\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0640]/g;
/** Letters people write for each other and Unicode keeps apart. */
const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i',
    '\u0649': '\u064a', '\u06cc': '\u064a', '\u0629': '\u0647', '\u06a9': '\u0643', '\u0671': '\u0627',
  }),
); // prettier-ignore
const LETTER = /\p{L}/gu;
const ARABIC_DIGITS = /[\u0660-\u0669\u06F0-\u06F9]/g;
const IS_PLAIN = /^[\x20-\x7e]*$/;

/** Text as it is compared: one form, lower case, without accents. */
function foldText(text: string): string {
  if (IS_PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(POINTS, '')
    .replace(LETTER, (letter) => SAME.get(letter) ?? letter)
    .replace(ARABIC_DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .normalize('NFC');
}

/** A number with its decimals, or letters; `500ml` is both. An apostrophe stays inside a word, a double quote in a Hebrew abbreviation. */
const WORD = /\p{N}+(?:[.,]\p{N}+)?|[\p{L}\p{M}]+(?:(?:['’׳]|(?<=\p{Script=Hebrew})["״](?=\p{Script=Hebrew}))[\p{L}\p{M}]+)*/gu;
const QUOTES = /['’׳"״]/g;
/** Scripts that put no blanks between words. */
const IS_UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The words of a name or of what somebody typed, in their order. The same text gives the same words on every box. */
export function wordsOf(text: string): string[] {
  const folded = foldText(text);
  const runs = IS_UNSPACED.test(folded) ? Array.from(segmenter.segment(folded), ({ segment }) => segment) : [folded];
  return runs.flatMap((run) => (run.match(WORD) ?? []).map(asWord));
}

function asWord(found: string): string {
  const word = found.replace(QUOTES, '').replace(',', '.');
  return word.length <= LONGEST_WORD ? word : word.slice(0, LONGEST_WORD).toWellFormed();
}
