import { categoryNames, idsBeginning, productsOfDigits, rowsOfNumbers, rowsOfProducts, searchState, type RankedRow } from '@app/channel-db';
import type { Reader } from '@app/database';
import { matchWords, numbersToRank, type SearchFilter } from './match-words';
import { rankRows, type ScoredRow } from './rank';
import { readTyped, type TypedWord } from './typed-words';

/** The place of a product in an answer: the next page begins after it. */
export interface SearchPlace {
  readonly score: number;
  readonly productId: string;
}

export interface ProductSearch extends SearchFilter {
  readonly legalEntityId: string;
  readonly text: string;
  readonly limit: number;
  readonly after?: SearchPlace | undefined;
}

interface CategoryCount {
  readonly categoryId: string;
  /** Null when the category was not sent down. */
  readonly name: string | null;
  readonly count: number;
}

/** A page of products, best first, and what can be said of all that match. */
export interface FoundProducts {
  /** The version of the catalog that the words are of, and the one it has. */
  readonly indexVersion: number;
  readonly catalogVersion: number;
  readonly productIds: readonly string[];
  readonly next: SearchPlace | null;
  /** Products that match. */
  readonly matchCount: number;
  /** How many of them were ranked and counted: pages and counts go no further. */
  readonly rankedCount: number;
  readonly categories: readonly CategoryCount[];
  readonly weighedCount: number;
  readonly corrections: readonly { readonly typed: string; readonly words: readonly string[] }[];
  readonly leftOut: readonly string[];
}

/** Answers a search somewhere; on SQLite in a thread of its own. */
export type ProductFinder = (search: ProductSearch) => Promise<FoundProducts>;

/** Products that are read, ranked and counted for one search. */
const MOST_RANKED = 500;
const MOST_BY_CODE = 50;
const MOST_CATEGORIES = 20;
/** Above what words reach: an article number or barcode, typed whole or in part. */
const CODE_SCORE = { whole: 2_000_000, part: 1_000_000 } as const;
const SHORTEST_DIGITS = 4;
const SHORTEST_ID = 3;

/** Finds products by words of their name, by article number, and by the beginning or end of a barcode, in a few bounded reads. */
export async function findProducts(reader: Reader, search: ProductSearch): Promise<FoundProducts> {
  const { legalEntityId, text } = search;
  const { indexVersion, catalogVersion, lastNumber } = await searchState(reader);
  const of = { ...search, largest: lastNumber };
  const byCode = (await rowsByCode(reader, search)).filter(({ row }) => passes(row, search));
  const matches = await matchWords(reader, of, await readTyped(reader, legalEntityId, text));
  const rows = await rowsOfNumbers(reader, await numbersToRank(reader, of, matches, MOST_RANKED));
  const isByCode = new Set(byCode.map(({ row }) => row.productId));
  const byWords = rankRows(rows, matches.words, lastNumber).filter(({ row }) => !isByCode.has(row.productId));
  const ranked = [...byCode, ...byWords].sort(bestFirst);
  return {
    indexVersion,
    catalogVersion,
    ...pageOf(ranked, search),
    matchCount: Math.max(ranked.length, matches.set?.size ?? 0),
    rankedCount: ranked.length,
    categories: await categoriesOf(reader, legalEntityId, ranked),
    weighedCount: ranked.filter(({ row }) => row.isWeighed).length,
    corrections: matches.words.filter(({ isCorrected }) => isCorrected).map(correctionOf),
    leftOut: byCode.length > 0 ? [] : matches.leftOut,
  };
}

async function rowsByCode(reader: Reader, { legalEntityId, text }: ProductSearch): Promise<ScoredRow[]> {
  const code = text.trim();
  if (code.length < SHORTEST_ID || /\s/.test(code)) return [];
  const ids = await idsBeginning(reader, legalEntityId, code, MOST_BY_CODE);
  const isDigits = code.length >= SHORTEST_DIGITS && /^\d+$/.test(code);
  const byDigits = isDigits ? await productsOfDigits(reader, legalEntityId, code, MOST_BY_CODE) : [];
  const rows = await rowsOfProducts(reader, legalEntityId, [...new Set([...ids, ...byDigits])]);
  return rows.map((row) => ({ row, score: row.productId === code ? CODE_SCORE.whole : CODE_SCORE.part }));
}

const passes = (row: RankedRow, { categoryId, isWeighed }: SearchFilter): boolean =>
  (categoryId === undefined || row.categoryId === categoryId) && (isWeighed === undefined || row.isWeighed);

const placeOf = ({ score, row: { productId } }: ScoredRow): SearchPlace => ({ score, productId });
const bestFirst = (a: ScoredRow, b: ScoredRow): number => compared(placeOf(a), placeOf(b));
const compared = (a: SearchPlace, b: SearchPlace): number =>
  b.score - a.score || (a.productId < b.productId ? -1 : a.productId > b.productId ? 1 : 0);

function pageOf(ranked: readonly ScoredRow[], { after, limit }: ProductSearch): Pick<FoundProducts, 'productIds' | 'next'> {
  const rest = after ? ranked.filter((one) => compared(placeOf(one), after) > 0) : ranked;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { productIds: page.map(({ row }) => row.productId), next: last && rest.length > limit ? placeOf(last) : null };
}

async function categoriesOf(reader: Reader, legalEntityId: string, ranked: readonly ScoredRow[]): Promise<CategoryCount[]> {
  const counts = new Map<string, number>();
  for (const { row } of ranked) if (row.categoryId !== null) counts.set(row.categoryId, (counts.get(row.categoryId) ?? 0) + 1);
  const most = [...counts].sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1)).slice(0, MOST_CATEGORIES);
  const names = await categoryNames(reader, legalEntityId, most.map(([categoryId]) => categoryId)); // prettier-ignore
  return most.map(([categoryId, count]) => ({ categoryId, name: names.get(categoryId) ?? null, count }));
}

const correctionOf = ({ typed, words }: TypedWord) => ({ typed, words: words.map(({ word }) => word) });
