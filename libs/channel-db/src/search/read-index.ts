import { inChunks, type Reader, type RowOf } from '@app/database';
import { slotsFor } from '../catalog/select';
import { OPENING_LENGTH } from './index-writer';
import { NumberSet } from './number-set';
import type { searchPostingTable } from './search-tables';
import { spellingForms } from './spelling';
import { ENDING_LENGTH, endingOf } from './update-search-index';

/** A word of the vocabulary; how many products have it says how rare it is. */
export interface KnownWord {
  readonly wordId: number;
  readonly word: string;
  readonly productCount: number;
}

/** No letter comes after it in the order of either database. */
const LAST_LETTER = '\uffff';
const IN_LIST = 1_024;
/** Words of a range that are looked at; a range of this many begins with two or three common letters. */
const MOST_IN_RANGE = 1_000;

const WORD = 'word_id AS "wordId", word AS "word", product_count AS "productCount"';

/** Words that begin with a text, those most products have first. After one or two letters only the common ones are looked at. */
export async function wordsBeginning(reader: Reader, legalEntityId: string, beginning: string, most: number): Promise<KnownWord[]> {
  if (beginning.length <= OPENING_LENGTH) return commonWords(reader, legalEntityId, beginning, most);
  const sql = `SELECT ${WORD} FROM {search_word} WHERE legal_entity_id = ? AND word >= ? AND word < ? ORDER BY word`;
  const found = await reader.page<KnownWord>(sql, [legalEntityId, beginning, beginning + LAST_LETTER], MOST_IN_RANGE);
  return found.filter(isUsed).sort(byCount).slice(0, most);
}

async function commonWords(reader: Reader, legalEntityId: string, beginning: string, most: number): Promise<KnownWord[]> {
  const exact = await wordsNamed(reader, legalEntityId, [beginning]);
  if (beginning.length < OPENING_LENGTH) return exact;
  const sql = `SELECT ${WORD} FROM {search_word} WHERE legal_entity_id = ? AND opening = ? ORDER BY product_count DESC, word_id DESC`;
  const others = await reader.page<KnownWord>(sql, [legalEntityId, beginning], most);
  return [...exact, ...others.filter((one) => isUsed(one) && one.word !== beginning)].slice(0, most);
}

/** Exactly these words or terms, as far as a product has them. */
export async function wordsNamed(reader: Reader, legalEntityId: string, words: readonly string[]): Promise<KnownWord[]> {
  const { marks, parameters } = slotsFor(words);
  const sql = `SELECT ${WORD} FROM {search_word} WHERE legal_entity_id = ? AND word IN (${marks})`;
  return (await reader.query<KnownWord>(sql, [legalEntityId, ...parameters])).filter(isUsed);
}

/** Words that share a form with a letter left out with what was typed: every word one letter away is among them. */
export async function wordsAlike(reader: Reader, legalEntityId: string, typed: string): Promise<KnownWord[]> {
  const forms = spellingForms(typed);
  if (forms.length === 0) return [];
  const { marks, parameters } = slotsFor(forms);
  const found = await reader.page<KnownWord>(
    `SELECT DISTINCT w.word_id AS "wordId", w.word AS "word", w.product_count AS "productCount"
     FROM {search_spelling} s JOIN {search_word} w ON w.word_id = s.word_id
     WHERE s.legal_entity_id = ? AND s.form IN (${marks}) ORDER BY w.word_id`,
    [legalEntityId, ...parameters],
    MOST_IN_RANGE,
  );
  return found.filter(isUsed);
}

const isUsed = ({ productCount }: KnownWord): boolean => productCount > 0;
const byCount = (a: KnownWord, b: KnownWord): number => b.productCount - a.productCount || a.wordId - b.wordId;

/** The products that have any of the words; a set per group. */
export async function productsOf(reader: Reader, groups: readonly (readonly number[])[], largest: number): Promise<NumberSet[]> {
  const sets = groups.map(() => NumberSet.upTo(largest));
  const setsOf = new Map<number, NumberSet[]>();
  groups.forEach((wordIds, at) => {
    for (const wordId of wordIds) setsOf.set(wordId, [...(setsOf.get(wordId) ?? []), sets[at] as NumberSet]);
  });
  for (const chunk of inChunks([...setsOf.keys()], 1, IN_LIST)) {
    const { marks, parameters } = slotsFor(chunk);
    const sql = `SELECT word_id, block, numbers FROM {search_posting} WHERE word_id IN (${marks})`;
    const rows = await reader.query<RowOf<typeof searchPostingTable>>(sql, parameters);
    for (const { word_id, block, numbers } of rows) for (const set of setsOf.get(word_id) ?? []) set.add(block, numbers);
  }
  return sets;
}

/** A product as it is ranked and counted. */
export interface RankedRow {
  readonly productId: string;
  readonly name: string;
  readonly categoryId: string | null;
  readonly isWeighed: boolean;
  readonly isBlocked: boolean;
}

const ROW = `p.product_id AS "productId", p.name AS "name", p.category_id AS "categoryId", p.is_weighed AS "isWeighed", p.is_blocked AS "isBlocked"`;

/** Products by their numbers, as the catalog has them now; one that is gone is missing. */
export function rowsOfNumbers(reader: Reader, numbers: readonly number[]): Promise<RankedRow[]> {
  return rowsIn(reader, numbers, [], (list) =>
    `SELECT ${ROW} FROM {search_product} s JOIN {product} p ON p.legal_entity_id = s.legal_entity_id AND p.product_id = s.product_id
     WHERE s.number IN (${list})`); // prettier-ignore
}

export function rowsOfProducts(reader: Reader, legalEntityId: string, productIds: readonly string[]): Promise<RankedRow[]> {
  return rowsIn(reader, productIds, [legalEntityId], (list) =>
    `SELECT ${ROW} FROM {product} p WHERE p.legal_entity_id = ? AND p.product_id IN (${list})`); // prettier-ignore
}

async function rowsIn(
  reader: Reader,
  keys: readonly (string | number)[],
  before: readonly string[],
  text: (marks: string) => string,
): Promise<RankedRow[]> {
  const found: RankedRow[] = [];
  for (const chunk of inChunks(keys, 1, IN_LIST)) {
    const { marks, parameters } = slotsFor(chunk);
    found.push(...(await reader.query<RankedRow>(text(marks), [...before, ...parameters])));
  }
  return found.map((row) => ({ ...row, isWeighed: Boolean(row.isWeighed), isBlocked: Boolean(row.isBlocked) }));
}

/** Ids of products that begin with a text. */
export async function idsBeginning(reader: Reader, legalEntityId: string, beginning: string, most: number): Promise<string[]> {
  const sql =
    'SELECT product_id AS "productId" FROM {product} WHERE legal_entity_id = ? AND product_id >= ? AND product_id < ? ORDER BY product_id';
  const rows = await reader.page<{ productId: string }>(sql, [legalEntityId, beginning, beginning + LAST_LETTER], most);
  return rows.map(({ productId }) => productId);
}

/** Zeros a GTIN of 14 digits begins with where it was printed with 14, 13, 12 or 8. */
const PRINTED_SHORTER = ['', '0', '00', '000000'];

/** Products of which a barcode begins or ends with these digits. */
export async function productsOfDigits(reader: Reader, legalEntityId: string, digits: string, most: number): Promise<string[]> {
  const barcodes = new Set<string>();
  for (const zeros of PRINTED_SHORTER) {
    const sql =
      'SELECT barcode AS "barcode" FROM {product_barcode} WHERE legal_entity_id = ? AND barcode >= ? AND barcode < ? ORDER BY barcode';
    const rows = await reader.page<{ barcode: string }>(sql, [legalEntityId, zeros + digits, zeros + digits + LAST_LETTER], most);
    for (const { barcode } of rows) barcodes.add(barcode);
  }
  for (const barcode of await barcodesEnding(reader, legalEntityId, digits, most)) barcodes.add(barcode);
  const { marks, parameters } = slotsFor([...barcodes].slice(0, most));
  const sql = `SELECT DISTINCT product_id AS "productId" FROM {product_barcode} WHERE legal_entity_id = ? AND barcode IN (${marks})`;
  return (await reader.query<{ productId: string }>(sql, [legalEntityId, ...parameters])).map(({ productId }) => productId);
}

async function barcodesEnding(reader: Reader, legalEntityId: string, digits: string, most: number): Promise<string[]> {
  const ending = endingOf(digits);
  const sql =
    'SELECT barcode AS "barcode" FROM {search_barcode} WHERE legal_entity_id = ? AND ending >= ? AND ending < ? ORDER BY ending, barcode';
  const rows = await reader.page<{ barcode: string }>(sql, [legalEntityId, ending, ending + LAST_LETTER], most);
  const all = rows.map(({ barcode }) => barcode);
  return digits.length > ENDING_LENGTH ? all.filter((barcode) => barcode.endsWith(digits)) : all;
}

/** Names of categories; of one that was not sent down there is none. */
export async function categoryNames(
  reader: Reader,
  legalEntityId: string,
  categoryIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { marks, parameters } = slotsFor(categoryIds);
  const sql = `SELECT category_id AS "categoryId", name AS "name" FROM {category} WHERE legal_entity_id = ? AND category_id IN (${marks})`;
  const rows = await reader.query<{ categoryId: string; name: string }>(sql, [legalEntityId, ...parameters]);
  return new Map(rows.map(({ categoryId, name }) => [categoryId, name]));
}
