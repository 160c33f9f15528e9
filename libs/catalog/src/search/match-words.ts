import { categoryTerm, openingTerm, productsOf, WEIGHED_TERM, wordsNamed, type NumberSet } from '@app/channel-db';
import type { Reader } from '@app/database';
import { correct, type TypedWord } from './typed-words';

/** What the products of an answer have besides the words. */
export interface SearchFilter {
  readonly categoryId?: string | undefined;
  readonly isWeighed?: true | undefined;
}

export interface Matches {
  /** Undefined when no word that was typed is known. */
  readonly set: NumberSet | undefined;
  /** The words the products were found by. */
  readonly words: readonly TypedWord[];
  /** What was typed and no product has together with the other words. */
  readonly leftOut: readonly string[];
}

export interface Matching extends SearchFilter {
  readonly legalEntityId: string;
  /** The largest number of a product. */
  readonly largest: number;
}

/**
 * The products that have every word. When there are none, typos are considered for all words, and then the most common words are left
 * out one by one: somebody who waits at a register would rather see something near.
 */
export async function matchWords(reader: Reader, of: Matching, typed: readonly TypedWord[]): Promise<Matches> {
  const known = typed.filter(({ words }) => words.length > 0);
  const unknown = typed.filter(({ words }) => words.length === 0).map((word) => word.typed);
  const exact = await together(reader, of, known);
  if (exact.length === 0 || sizeOf(exact) > 0) return { set: allOf(exact), words: known, leftOut: unknown };
  const corrected: TypedWord[] = [];
  for (const word of known) corrected.push(word.isCorrected ? word : await correct(reader, of.legalEntityId, word));
  return relaxed(corrected, await together(reader, of, corrected), unknown);
}

/** A set for each word, each within the filter. */
async function together(reader: Reader, of: Matching, words: readonly TypedWord[]): Promise<NumberSet[]> {
  if (words.length === 0) return [];
  const filters = await filterIds(reader, of);
  const groups = [...words.map((word) => word.words.map(({ wordId }) => wordId)), ...filters];
  const sets = await productsOf(reader, groups, of.largest);
  const filter = sets.slice(words.length);
  return sets.slice(0, words.length).map((set) => filter.reduce((rest, one) => rest.and(one), set));
}

/** The ids of the terms to filter by, a group each; one that no product has is an empty group and so an empty set. */
async function filterIds(reader: Reader, { legalEntityId, categoryId, isWeighed }: Matching): Promise<number[][]> {
  const terms = [...(categoryId === undefined ? [] : [categoryTerm(categoryId)]), ...(isWeighed ? [WEIGHED_TERM] : [])];
  if (terms.length === 0) return [];
  const known = await wordsNamed(reader, legalEntityId, terms);
  return terms.map((term) => known.filter(({ word }) => word === term).map(({ wordId }) => wordId));
}

const allOf = (sets: readonly NumberSet[]): NumberSet | undefined =>
  sets.reduce<NumberSet | undefined>((all, set) => all?.and(set) ?? set, undefined);
const sizeOf = (sets: readonly NumberSet[]): number => allOf(sets)?.size ?? 0;

function relaxed(words: readonly TypedWord[], sets: readonly NumberSet[], unknown: readonly string[]): Matches {
  let kept = words.map((word, at) => ({ word, set: sets[at] as NumberSet }));
  const leftOut = [...unknown];
  while (kept.length > 1 && sizeOf(kept.map(({ set }) => set)) === 0) {
    const most = kept.reduce((a, b) => (b.set.size === 0 || b.set.size > a.set.size ? b : a));
    leftOut.push(most.word.typed);
    kept = kept.filter((one) => one !== most);
  }
  return { set: allOf(kept.map(({ set }) => set)), words: kept.map(({ word }) => word), leftOut };
}

/** The numbers to rank, at most so many: first of products whose name opens with one of the words. */
export async function numbersToRank(reader: Reader, of: Matching, { set, words }: Matches, most: number): Promise<number[]> {
  if (!set) return [];
  if (set.size <= most) return set.first(most);
  const openings = await wordsNamed(reader, of.legalEntityId, words.flatMap((word) => word.words.map((known) => openingTerm(known.word)))); // prettier-ignore
  const [opened] = await productsOf(reader, [openings.map(({ wordId }) => wordId)], of.largest);
  const first = opened ? set.and(opened) : set;
  return [...first.first(most), ...set.without(first).first(most)].slice(0, most);
}
