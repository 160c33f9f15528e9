import { inChunks, insertRows, upsertRows, type RowOf, type Tx } from '@app/database';
import { slotsFor } from '../catalog/select';
import type { ProductChange } from './index-changes';
import { blockOf, packNumbers, unpackNumbers } from './number-set';
import { isWordTerm, termsOf } from './product-terms';
import { searchPostingTable, searchProductTable, searchSpellingTable, searchWordTable } from './search-tables';
import { spellingForms } from './spelling';

type WordRow = RowOf<typeof searchWordTable>;

/** A term of one legal entity, and what of it a batch of changes adds to and takes from its postings. */
interface TermChange {
  readonly added: number[];
  readonly removed: number[];
}

const IN_LIST = 1_024;
const MOST_TOGETHER = 256;
export const OPENING_LENGTH = 2;

/**
 * Writes a batch of changes of one legal entity into the index: products, vocabulary, spelling, postings. `lastNumber` is the largest
 * number given so far; answers the largest one now. Numbers are not given twice.
 */
export async function indexProducts(tx: Tx, legalEntityId: string, changes: readonly ProductChange[], lastNumber: number): Promise<number> {
  let next = lastNumber;
  const numbered = changes.map((change) => ({ ...change, number: change.number ?? (next += 1) }));
  const byTerm = changesByTerm(numbered);
  const wordIds = await saveWords(tx, legalEntityId, byTerm);
  await savePostings(tx, byTerm, wordIds, blockOf(lastNumber));
  await saveProducts(tx, numbered);
  return next;
}

type Numbered = ProductChange & { readonly number: number };

function changesByTerm(changes: readonly Numbered[]): Map<string, TermChange> {
  const byTerm = new Map<string, TermChange>();
  const of = (term: string): TermChange => {
    const known = byTerm.get(term) ?? { added: [], removed: [] };
    byTerm.set(term, known);
    return known;
  };
  for (const { number, before, after } of changes) {
    const [had, has] = [before ? termsOf(before) : new Set<string>(), after ? termsOf(after) : new Set<string>()];
    for (const term of has) if (!had.has(term)) of(term).added.push(number);
    for (const term of had) if (!has.has(term)) of(term).removed.push(number);
  }
  return byTerm;
}

interface WordIds {
  readonly idOf: ReadonlyMap<string, number>;
  /** Words that had no posting before. */
  readonly isNew: ReadonlySet<string>;
}

async function saveWords(tx: Tx, legalEntityId: string, byTerm: ReadonlyMap<string, TermChange>): Promise<WordIds> {
  const known = new Map<string, WordRow>();
  for (const terms of inChunks([...byTerm.keys()], 1, IN_LIST)) {
    const { marks, parameters } = slotsFor(terms);
    const rows = await tx.query<WordRow>(
      `SELECT word_id, legal_entity_id, word, opening, product_count FROM {search_word} WHERE legal_entity_id = ? AND word IN (${marks})`,
      [legalEntityId, ...parameters],
    );
    for (const row of rows) known.set(row.word, row);
  }
  const last = await tx.first<{ last: number | null }>('SELECT MAX(word_id) AS last FROM {search_word}');
  let next = last?.last ?? 0;
  const [changed, added]: [WordRow[], WordRow[]] = [[], []];
  for (const [word, { added: more, removed }] of byTerm) {
    const row = known.get(word);
    if (row) changed.push({ ...row, product_count: row.product_count + more.length - removed.length });
    else added.push(newWord((next += 1), legalEntityId, word, more.length));
  }
  await inFewSizes(added, (rows) => insertRows(tx, searchWordTable, rows));
  await inFewSizes(changed, (rows) => upsertRows(tx, searchWordTable, rows));
  await inFewSizes(added.flatMap(formsOf).sort(byForm), (rows) => insertRows(tx, searchSpellingTable, rows));
  return {
    idOf: new Map([...changed, ...added].map(({ word, word_id }) => [word, word_id])),
    isNew: new Set(added.map(({ word }) => word)),
  };
}

function newWord(wordId: number, legalEntityId: string, word: string, productCount: number): WordRow {
  const opening = isWordTerm(word) ? word.slice(0, OPENING_LENGTH) : word.slice(0, 1);
  return { word_id: wordId, legal_entity_id: legalEntityId, word, opening, product_count: productCount };
}

type SpellingRow = RowOf<typeof searchSpellingTable>;

const formsOf = ({ word_id, legal_entity_id, word }: WordRow): SpellingRow[] =>
  spellingForms(word).map((form) => ({ legal_entity_id, form, word_id }));
const byForm = (a: SpellingRow, b: SpellingRow): number => (a.form < b.form ? -1 : a.form > b.form ? 1 : a.word_id - b.word_id);

interface PostingChange extends TermChange {
  readonly wordId: number;
  readonly block: number;
  /** Nothing can stand there yet. */
  readonly isFresh: boolean;
}

async function savePostings(tx: Tx, byTerm: ReadonlyMap<string, TermChange>, words: WordIds, lastBlock: number): Promise<void> {
  const changes = postingChanges(byTerm, words, lastBlock);
  const before = await currentNumbers(
    tx,
    changes.filter(({ isFresh }) => !isFresh),
  );
  const rows = changes.map(({ wordId, block, added, removed }) => ({
    word_id: wordId,
    block,
    numbers: packNumbers(merged(before.get(placeOf(wordId, block)) ?? [], added, removed)),
  }));
  const [fresh, others] = parted(rows, (_, at) => changes[at]?.isFresh === true);
  const [emptied, kept] = parted(others, ({ numbers }) => numbers === '');
  await inFewSizes(fresh, (some) => insertRows(tx, searchPostingTable, some));
  await inFewSizes(kept, (some) => upsertRows(tx, searchPostingTable, some));
  for (const { word_id, block } of emptied) await tx.run('DELETE FROM {search_posting} WHERE word_id = ? AND block = ?', [word_id, block]);
}

/** In the order of the postings' key. */
function postingChanges(byTerm: ReadonlyMap<string, TermChange>, { idOf, isNew }: WordIds, lastBlock: number): PostingChange[] {
  const found: PostingChange[] = [];
  for (const [term, { added, removed }] of byTerm) {
    const [came, went] = [Map.groupBy(added, blockOf), Map.groupBy(removed, blockOf)];
    for (const block of new Set([...came.keys(), ...went.keys()])) {
      const isFresh = isNew.has(term) || block > lastBlock;
      found.push({ wordId: idOf.get(term) ?? 0, block, isFresh, added: came.get(block) ?? [], removed: went.get(block) ?? [] });
    }
  }
  return found.sort((a, b) => a.wordId - b.wordId || a.block - b.block);
}

const placeOf = (wordId: number, block: number): string => `${wordId} ${block}`;

async function currentNumbers(tx: Tx, changes: readonly PostingChange[]): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  for (const [block, ofBlock] of Map.groupBy(changes, (change) => change.block)) {
    for (const chunk of inChunks(ofBlock, 1, IN_LIST)) {
      const { marks, parameters } = slotsFor(chunk.map(({ wordId }) => wordId));
      const rows = await tx.query<RowOf<typeof searchPostingTable>>(
        `SELECT word_id, block, numbers FROM {search_posting} WHERE block = ? AND word_id IN (${marks})`,
        [block, ...parameters],
      );
      for (const row of rows) found.set(placeOf(row.word_id, row.block), unpackNumbers(row.block, row.numbers));
    }
  }
  return found;
}

function merged(before: readonly number[], added: readonly number[], removed: readonly number[]): number[] {
  const numbers = new Set([...before, ...added]);
  for (const number of removed) numbers.delete(number);
  return [...numbers].sort((a, b) => a - b);
}

async function saveProducts(tx: Tx, changes: readonly Numbered[]): Promise<void> {
  const [gone, there] = parted(changes, ({ after }) => after === null);
  const [known, added] = parted(there, ({ before }) => before !== null);
  await inFewSizes(added.map(rowOf), (rows) => insertRows(tx, searchProductTable, rows));
  await inFewSizes(known.map(rowOf), (rows) => upsertRows(tx, searchProductTable, rows));
  for (const { legalEntityId, productId } of gone) {
    await tx.run('DELETE FROM {search_product} WHERE legal_entity_id = ? AND product_id = ?', [legalEntityId, productId]);
  }
}

function rowOf({ legalEntityId, productId, number, after }: Numbered): RowOf<typeof searchProductTable> {
  const { name = '', categoryId = null, isWeighed = false } = after ?? {};
  return { legal_entity_id: legalEntityId, product_id: productId, number, name, category_id: categoryId, is_weighed: isWeighed ? 1 : 0 };
}

function parted<Item>(items: readonly Item[], isFirst: (item: Item, at: number) => boolean): [Item[], Item[]] {
  const [first, others]: [Item[], Item[]] = [[], []];
  items.forEach((item, at) => (isFirst(item, at) ? first : others).push(item));
  return [first, others];
}

/** Rows in parts of few different sizes: each size is another statement that the engine keeps, and a large one is hundreds of KB. */
export async function inFewSizes<Row>(rows: readonly Row[], write: (rows: readonly Row[]) => Promise<void>): Promise<void> {
  for (let [from, size] = [0, MOST_TOGETHER]; from < rows.length;) {
    if (rows.length - from < size) size /= 2;
    else {
      await write(rows.slice(from, from + size));
      from += size;
    }
  }
}
