import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { GENESIS, nextHead, sha256Hex } from '@app/protocol';
import { replaceIn, type Plant } from './an-updating-box';

const APPEND = 'dist/libs/channel-db/src/store/journal/append-record.js';
const CHANGE = `{ name: '0999-next', statements: [
  'ALTER TABLE sale ADD COLUMN next_note TEXT',
  'CREATE TABLE next_thing (thing_id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID',
] }`;
const FILLED = `if (header.type === 'sale') {
  await tx.run("UPDATE {sale} SET next_note = 'noted' WHERE transaction_id = ?", [header.recordId]);
  await tx.run('INSERT INTO {next_thing} (thing_id) VALUES (?)', [header.recordId]);
}`;

/** A release that knows more: its store has a column and a table beyond ours, which it fills, and its records and baskets a field. */
export const NEXT_RELEASE: readonly Plant[] = [
  replaceIn('dist/libs/channel-db/src/migrations/store-migrations.js', /(_00\d\d\w+\.store00\d\d)\n(\s+\])/, `$1, ${CHANGE}\n$2`),
  replaceIn(APPEND, /(\}, 'here'\);\n)(\s+return \{\n\s+header,)/, `$1${FILLED}\n$2`),
  replaceIn('dist/libs/protocol/src/records/index.js', '...header,', "...header, nextField: 'kept',"),
  replaceIn('dist/libs/channel-db/src/store/repositories/carts.js', 'document: JSON.stringify(cart)', "document: JSON.stringify({ ...cart, nextField: 'kept' })"),
]; // prettier-ignore

const LAST_CHANGE = '0017-download-failures';
/** A release from before a change of the schema that ours made. */
export const BEFORE_LAST_CHANGE = {
  change: LAST_CHANGE,
  plants: [(release) => rmSync(join(release, `dist/libs/channel-db/src/migrations/sqlite/store/${LAST_CHANGE}.js`))] as readonly Plant[],
};

interface KeptRecord {
  readonly type: string;
  readonly digest: string;
  readonly isOfNext: boolean;
}

/** What of a box's store must not change when its release does, and what the next release alone writes into it. */
export interface KeptStore {
  /** In the order of their counters. */
  readonly records: readonly KeptRecord[];
  /** Records whose bytes or chain do not agree with their digests. */
  readonly broken: readonly number[];
  readonly notedSales: number;
  readonly things: number;
  /** Baskets that have what the next release put into them. */
  readonly basketsOfNext: readonly string[];
}

interface RecordRow {
  readonly counter: number;
  readonly type: string;
  readonly digest: string;
  readonly upload_head: string;
  readonly bytes: string;
}

/** Reads the store file beside the box that runs on it. */
export function keptStore(storeFile: string): KeptStore {
  const store = new DatabaseSync(storeFile, { readOnly: true });
  const count = (sql: string): number => Number(Object.values(store.prepare(sql).get() ?? {})[0]);
  try {
    const rows = store
      .prepare('SELECT counter, type, digest, upload_head, bytes FROM record WHERE counter IS NOT NULL ORDER BY counter')
      .all() as unknown as RecordRow[];
    const hasNext = count("SELECT COUNT(*) FROM pragma_table_info('sale') WHERE name = 'next_note'") === 1;
    const baskets = store.prepare("SELECT cart_id FROM cart WHERE document LIKE '%nextField%'").all();
    return {
      records: rows.map(({ type, digest, bytes }) => ({ type, digest, isOfNext: 'nextField' in (JSON.parse(bytes) as object) })),
      broken: brokenIn(rows),
      notedSales: hasNext ? count('SELECT COUNT(*) FROM sale WHERE next_note IS NOT NULL') : 0,
      things: hasNext ? count('SELECT COUNT(*) FROM next_thing') : 0,
      basketsOfNext: baskets.map(({ cart_id: cartId }) => String(cartId)),
    };
  } finally {
    store.close();
  }
}

function brokenIn(rows: readonly RecordRow[]): number[] {
  const headBefore = (index: number) => rows[index - 1]?.upload_head ?? GENESIS;
  return rows
    .filter(
      ({ counter, digest, upload_head, bytes }, index) =>
        counter !== index + 1 || sha256Hex(bytes) !== digest || nextHead(headBefore(index), digest) !== upload_head,
    )
    .map(({ counter }) => counter);
}
