import { wordsOf, type RankedRow } from '@app/channel-db';
import type { TypedWord } from './typed-words';

/** A product of an answer. Scores compare within one search only. */
export interface ScoredRow {
  readonly row: RankedRow;
  readonly score: number;
}

/** How well a word of a name answers a typed one. */
const QUALITY = { same: 100, begins: 70, typo: 40 } as const;
const OPENS_NAME = 30;
const EACH_PLACE_LATER = 3;
const FOLLOWS = 25;
const EACH_OTHER_WORD = 4;
const MOST_OTHER_WORDS = 8;
const BLOCKED = 60;

/** By how well the name answers: a rare word weighs more, early more than late, words in the order they were typed more than scattered. */
export function rankRows(rows: readonly RankedRow[], words: readonly TypedWord[], productCount: number): ScoredRow[] {
  const weights = words.map((word) => rarityOf(word, productCount));
  return rows.map((row) => ({ row, score: scoreOf(row, words, weights) }));
}

/** 1 for what every product has, 2 more for each tenth of that. */
function rarityOf({ words }: TypedWord, productCount: number): number {
  const count = words.reduce((sum, word) => sum + word.productCount, 0);
  return 1 + 2 * Math.log10(Math.max(1, productCount / Math.max(1, count)));
}

function scoreOf({ name, isBlocked }: RankedRow, words: readonly TypedWord[], weights: readonly number[]): number {
  const named = wordsOf(name);
  let score = -EACH_OTHER_WORD * Math.min(MOST_OTHER_WORDS, Math.max(0, named.length - words.length));
  let last = -2;
  words.forEach((word, at) => {
    const best = bestPlace(named, word);
    if (!best) return;
    score += (weights[at] ?? 1) * (best.quality + placeBonus(best.place));
    if (best.place === last + 1) score += FOLLOWS;
    last = best.place;
  });
  return Math.max(1, Math.round(10 * (score - (isBlocked ? BLOCKED : 0))));
}

const placeBonus = (place: number): number => (place === 0 ? OPENS_NAME : -EACH_PLACE_LATER * place);

interface Place {
  readonly place: number;
  readonly quality: number;
}

function bestPlace(named: readonly string[], { typed, words }: TypedWord): Place | undefined {
  let best: Place | undefined;
  named.forEach((word, place) => {
    const quality = word === typed ? QUALITY.same : word.startsWith(typed) ? beginsQuality(word, typed) : isOneOf(words, word);
    if (quality > (best?.quality ?? 0)) best = { place, quality };
  });
  return best;
}

/** The more of the word was typed, the surer. */
const beginsQuality = (word: string, typed: string): number =>
  QUALITY.begins + (QUALITY.same - QUALITY.begins) * 0.8 * (typed.length / word.length);
const isOneOf = (words: TypedWord['words'], word: string): number => (words.some((known) => known.word === word) ? QUALITY.typo : 0);
