import bidiFactory, { type Bidi } from 'bidi-js';
import { graphemesOf } from '../sheet/width';

let known: Bidi | undefined;
const bidi = (): Bidi => (known ??= bidiFactory());

/** Marks, embeddings and isolates: they decide the order and are not printed. */
const DIRECTION_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

export const withoutDirections = (text: string): string => text.replace(DIRECTION_CONTROLS, '');

/** A line as it is seen from left to right (UAX 9), for what prints characters in the order it gets them. */
export function visualOrder(line: string, direction: 'ltr' | 'rtl'): string {
  const { levels } = bidi().getEmbeddingLevels(line, direction);
  return withoutDirections(reordered(leveled(line, levels)).map(mirrored).join(''));
}

/** A character that is printed as one, so that marks and emoji are never taken apart. */
interface Leveled {
  readonly character: string;
  readonly level: number;
}

function leveled(line: string, levels: Uint8Array): Leveled[] {
  let index = 0;
  return graphemesOf(line).map((character) => {
    const level = levels[index] ?? 0;
    index += character.length;
    return { character, level };
  });
}

/** UAX 9, L2: from the highest level down to 1, every stretch at that level or above is reversed. */
function reordered(characters: readonly Leveled[]): Leveled[] {
  const order = [...characters];
  const highest = order.reduce((most, { level }) => Math.max(most, level), 0);
  for (let level = highest; level >= 1; level -= 1) {
    for (let start = 0; start < order.length; start += 1) {
      let end = start;
      while (end < order.length && (order[end]?.level ?? 0) >= level) end += 1;
      if (end > start) order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = end;
    }
  }
  return order;
}

const mirrored = ({ character, level }: Leveled): string =>
  level % 2 === 1 ? (bidi().getMirroredCharacter(character) ?? character) : character;
