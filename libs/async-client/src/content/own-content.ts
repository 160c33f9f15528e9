import { setImmediate as breathe } from 'node:timers/promises';
import { catalogTable, decoderOf, type CatalogRow } from '@app/channel-db';
import type { Reader, Value } from '@app/database';
import { bucketOf, ContentSum, ENDS_WITH, keyText, rowText, type BucketValue, type StoredTable } from '@app/protocol';

/** A table, or the part of it that belongs to a channel. */
export interface ContentScope {
  readonly entity: string;
  readonly channelId: string | null;
  /** Rows that were over before this day do not count; null when all do. */
  readonly today: string | null;
}

/** What this box holds of a scope. */
export interface OwnContent {
  readonly rowCount: number;
  readonly buckets: readonly BucketValue[];
  /** Buckets of which a row stands in quarantine: that they differ is known. */
  readonly quarantined: readonly number[];
}

/** Reads scopes of the catalog somewhere beside the event loop that sells. */
export type ContentReader = (scopes: readonly ContentScope[]) => Promise<OwnContent[]>;

const PAGE = 1_000;

export async function ownContent(reader: Reader, scope: ContentScope): Promise<OwnContent> {
  const table = catalogTable(scope.entity);
  const sum = new ContentSum();
  if (table) await addAll(sum, reader, table, scope);
  return { rowCount: sum.rowCount, buckets: sum.buckets(), quarantined: await quarantinedBuckets(reader, scope.entity) };
}

async function addAll(sum: ContentSum, reader: Reader, table: StoredTable, { channelId, today }: ContentScope): Promise<void> {
  const { entity, columns } = table;
  const valueOf = decoderOf<Readonly<Record<string, unknown>>>(columns);
  const ends = today === null ? undefined : ENDS_WITH[entity.name];
  for await (const page of keyPages(reader, table, channelId)) {
    for (const value of page.map(valueOf)) {
      const isOver = ends !== undefined && today !== null && String(value[ends]) < today;
      if (!isOver) sum.add(keyText(entity, value), rowText(entity, value));
    }
    await breathe();
  }
}

/**
 * Rows page by page in the order of their keys. Each page is one range of the key's index on every engine: what follows within the
 * last row's key fields but one, then within fewer of them, then at all.
 */
async function* keyPages(
  reader: Reader,
  { table, columns, keyColumns }: StoredTable,
  channelId: string | null,
): AsyncGenerator<CatalogRow[]> {
  const keys = keyColumns.map(({ column }) => column);
  const select = `SELECT ${columns.map(({ column }) => column).join(', ')} FROM {${table}}`;
  const ofChannel = channelId === null ? [] : ['channel_id = ?'];
  const page = (conditions: readonly string[], values: readonly Value[]): Promise<CatalogRow[]> => {
    const where = [...ofChannel, ...conditions].join(' AND ');
    const parameters = [...(channelId === null ? [] : [channelId]), ...values];
    return reader.page<CatalogRow>(`${select}${where === '' ? '' : ` WHERE ${where}`} ORDER BY ${keys.join(', ')}`, parameters, PAGE);
  };
  let last = yield* pageOf(await page([], []));
  while (last) {
    let next: CatalogRow | undefined;
    for (let same = keys.length - 1; same >= 0 && !next; same -= 1) {
      const conditions = keys.slice(0, same + 1).map((key, at) => `${key} ${at < same ? '=' : '>'} ?`);
      next = yield* pageOf(await page(conditions, keys.slice(0, same + 1).map((key) => last?.[key] as Value))); // prettier-ignore
    }
    last = next;
  }
}

/** Hands a page on and answers its last row. */
function* pageOf(rows: CatalogRow[]): Generator<CatalogRow[], CatalogRow | undefined> {
  if (rows.length > 0) yield rows;
  return rows.at(-1);
}

async function quarantinedBuckets(reader: Reader, entity: string): Promise<number[]> {
  const rows = await reader.query<{ rowKey: string }>('SELECT row_key AS "rowKey" FROM {download_quarantine} WHERE entity = ?', [entity]);
  const keys = rows.filter(({ rowKey }) => rowKey.startsWith('{')).map(({ rowKey }) => JSON.parse(rowKey) as Record<string, unknown>);
  return [...new Set(keys.map((key) => bucketOf(JSON.stringify(Object.values(key)))))];
}
