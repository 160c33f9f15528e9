import stringWidth from 'string-width';

let known: Intl.Segmenter | undefined;

/** Made when it is first used: the rules of Unicode take memory that an idle store does not pay. */
const graphemes = (): Intl.Segmenter => (known ??= new Intl.Segmenter('und', { granularity: 'grapheme' }));

/** What a reader sees as characters: an emoji of several code points, a letter with its marks. */
export function graphemesOf(text: string): string[] {
  return Array.from(graphemes().segment(text), ({ segment }) => segment);
}

/** Columns of a fixed-width printer: two for Chinese and emoji, none for marks and direction controls. */
export function widthOf(text: string): number {
  return stringWidth(text, { countAnsiEscapeCodes: true });
}
