import iconv from 'iconv-lite';

/** Code pages by name, with the number that `ESC t` selects them by on Epson printers and those that follow them. */
export const CODE_PAGES = {
  cp437: 0, cp850: 2, cp852: 18, cp858: 19, cp862: 36, cp866: 17,
  windows1250: 45, windows1251: 46, windows1252: 16, windows1253: 47, windows1254: 48, windows1255: 49,
} as const; // prettier-ignore

export type CodePage = keyof typeof CODE_PAGES;

/** What number formats use for a blank that is not broken. */
const FIXED_BLANKS = /[\u00A0\u202F]/g;

/** A text as bytes of a code page; undefined when the page lacks one of its characters. */
export function encoded(text: string, page: CodePage): Uint8Array | undefined {
  const plain = text.normalize('NFC').replace(FIXED_BLANKS, ' ');
  const bytes = iconv.encode(plain, page);
  return iconv.decode(bytes, page) === plain ? bytes : undefined;
}
