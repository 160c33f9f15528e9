import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';
import { graphemesOf } from '../sheet/width';

const load = createRequire(__filename);

/**
 * Fonts of Noto (SIL Open Font License) as npm packages that come in parts by Unicode range, in the order they are asked.
 * A part is read when a character of it is first drawn.
 */
const FONTS: readonly { readonly name: string; readonly parts: (part: string) => boolean }[] = [
  { name: 'noto-sans-mono', parts: () => true },
  { name: 'noto-sans-hebrew', parts: (part) => part === 'hebrew' },
  { name: 'noto-sans-arabic', parts: (part) => part === 'arabic' },
  { name: 'noto-emoji', parts: () => true },
  { name: 'noto-sans-sc', parts: (part) => part.startsWith('[') },
];
const EMOJI = 'noto-emoji';
const IS_EMOJI = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Emoji}\uFE0F?\u20E3)/u;

interface FontPart {
  readonly font: string;
  readonly family: string;
  readonly file: string;
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

let known: readonly FontPart[] | undefined;
const registered = new Set<string>();

/** Families for a text, ready to draw with, the main one first. What no font has is drawn as the system does. */
export function familiesFor(text: string): string {
  const families = new Set(graphemesOf(text).flatMap((character) => ready(partFor(character))));
  const main = partFor('0');
  return [...ready(main), ...families].map((family) => `"${family}"`).join(', ');
}

function partFor(character: string): FontPart | undefined {
  const code = character.codePointAt(0) ?? 0;
  const parts = (known ??= FONTS.flatMap(partsOf)).filter(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last));
  const isEmoji = IS_EMOJI.test(character);
  return isEmoji ? (bestForSequence(parts, character) ?? parts[0]) : (parts.find(({ font }) => font !== EMOJI) ?? parts[0]);
}

/** A flag or a family is drawn as one only by a part that has all of its characters. */
function bestForSequence(parts: readonly FontPart[], character: string): FontPart | undefined {
  const codes = Array.from(character, (one) => one.codePointAt(0) ?? 0);
  const has = ({ ranges }: FontPart, code: number): boolean => ranges.some(([first, last]) => code >= first && code <= last);
  const emoji = parts.filter(({ font }) => font === EMOJI);
  return emoji.find((part) => codes.every((code) => has(part, code))) ?? emoji[0];
}

function ready(part: FontPart | undefined): string[] {
  if (!part) return [];
  if (!registered.has(part.family)) {
    GlobalFonts.register(readFileSync(part.file), part.family);
    registered.add(part.family);
  }
  return [part.family];
}

function partsOf({ name, parts }: (typeof FONTS)[number]): FontPart[] {
  const index = load.resolve(`@fontsource-variable/${name}/unicode.json`);
  const ranges = JSON.parse(readFileSync(index, 'utf8')) as Readonly<Record<string, string>>;
  return Object.entries(ranges)
    .filter(([part]) => parts(part))
    .map(([part, text]) => {
      const file = join(dirname(index), 'files', `${name}-${part.replace(/[[\]]/g, '')}-wght-normal.woff2`);
      return { font: name, family: `${name} ${part}`, file, ranges: text.split(',').map(rangeOf) };
    });
}

/** `U+0600-06FF` or `U+20AC`. */
function rangeOf(text: string): readonly [number, number] {
  const [first = '', last = first] = text.replace('U+', '').split('-');
  return [parseInt(first, 16), parseInt(last, 16)];
}
