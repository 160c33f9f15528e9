import { isTypoOf, typoDistance, wordsAlike, wordsBeginning, wordsOf, type KnownWord } from '@app/channel-db';
import type { Reader } from '@app/database';

/** A word as it was typed, and the words of the vocabulary it stands for. */
export interface TypedWord {
  readonly typed: string;
  readonly words: readonly KnownWord[];
  /** None begins with what was typed: these are words it may have been meant to be. */
  readonly isCorrected: boolean;
}

/** Words of one search; what is typed after them does not count. */
const MOST_WORDS = 8;
/** Words of the vocabulary that one typed word may stand for. */
const MOST_BEGINNINGS = 32;
const MOST_CORRECTIONS = 8;

/** What was typed, word by word: each stands for itself and for what it is the beginning of, else for what it is a typo of. */
export async function readTyped(reader: Reader, legalEntityId: string, text: string): Promise<TypedWord[]> {
  const read: TypedWord[] = [];
  for (const typed of [...new Set(wordsOf(text))].slice(0, MOST_WORDS)) {
    const words = await wordsBeginning(reader, legalEntityId, typed, MOST_BEGINNINGS);
    read.push(
      words.length > 0 ? { typed, words, isCorrected: false } : await correct(reader, legalEntityId, { typed, words, isCorrected: false }),
    );
  }
  return read;
}

/** The same word with what it may be a typo of: the nearest first, and of those the ones most products have. */
export async function correct(reader: Reader, legalEntityId: string, { typed, words }: TypedWord): Promise<TypedWord> {
  const isKnown = new Set(words.map(({ wordId }) => wordId));
  const alike = (await wordsAlike(reader, legalEntityId, typed))
    .filter(({ word, wordId }) => !isKnown.has(wordId) && isTypoOf(typed, word))
    .map((known) => ({ known, distance: typoDistance(typed, known.word) }))
    .sort((a, b) => a.distance - b.distance || b.known.productCount - a.known.productCount)
    .slice(0, MOST_CORRECTIONS);
  return { typed, words: [...words, ...alike.map(({ known }) => known)], isCorrected: alike.length > 0 };
}
