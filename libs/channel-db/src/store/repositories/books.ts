import type { Reader } from '@app/database';
import type { Stream } from '../journal/record-types';

/** What one history adds up to, up to a counter. Two stores with equal books hold the same records: the head follows from every byte. */
export interface StreamBook extends Stream {
  readonly lastCounter: number;
  readonly records: number;
  /** Upload head after the last counter; null where records before it are missing. */
  readonly head: string | null;
  /** Sales per currency, gross in minor units. */
  readonly sums: readonly { readonly currency: string; readonly sales: number; readonly gross: number }[];
}

const IN_STREAM = 'instance_id = ? AND epoch = ? AND fork = ?';

/** The books of every history in a store: all of it, or as it stood when `upTo` was written. */
export async function booksOf(reader: Reader, upTo?: readonly StreamBook[]): Promise<StreamBook[]> {
  const books: StreamBook[] = [];
  for (const stream of upTo ?? (await lastCounters(reader))) books.push(await bookOf(reader, stream));
  return books;
}

type StreamEnd = Stream & { readonly lastCounter: number };

function lastCounters(reader: Reader): Promise<StreamEnd[]> {
  return reader.query(
    'SELECT instance_id AS "instanceId", epoch, fork, MAX(counter) AS "lastCounter" FROM {record} WHERE counter IS NOT NULL ' +
      'GROUP BY instance_id, epoch, fork ORDER BY epoch, fork, instance_id',
  );
}

async function bookOf(reader: Reader, { instanceId, epoch, fork, lastCounter }: StreamEnd): Promise<StreamBook> {
  const key = [instanceId, epoch, fork, lastCounter];
  const counted = await reader.first<{ records: number }>(
    `SELECT COUNT(*) AS records FROM {record} WHERE ${IN_STREAM} AND counter <= ?`,
    key,
  );
  const last = await reader.first<{ head: string | null }>(
    `SELECT upload_head AS head FROM {record} WHERE ${IN_STREAM} AND counter = ?`,
    key,
  );
  const sums = await reader.query<StreamBook['sums'][number]>(
    `SELECT currency, COUNT(*) AS sales, SUM(gross) AS gross FROM {record} WHERE ${IN_STREAM} AND counter <= ? AND currency IS NOT NULL ` +
      'GROUP BY currency ORDER BY currency',
    key,
  );
  return { instanceId, epoch, fork, lastCounter, records: counted?.records ?? 0, head: last?.head ?? null, sums };
}

/** What differs, a sentence each; none when both tell the same. */
export function bookDifferences(expected: readonly StreamBook[], found: readonly StreamBook[]): string[] {
  const nameOf = ({ instanceId, epoch, fork }: Stream) => `${instanceId}/${epoch}/${fork}`;
  const there = new Map(found.map((book) => [nameOf(book), book]));
  const added = found.filter((book) => !expected.some((one) => nameOf(one) === nameOf(book)));
  return [
    ...added.map((book) => `history ${nameOf(book)} is not expected`),
    ...expected.flatMap((book) => {
      const other = there.get(nameOf(book));
      if (!other) return [`history ${nameOf(book)} is missing`];
      const fields = ['lastCounter', 'records', 'head', 'sums'] as const;
      const differing = fields.filter((field) => JSON.stringify(book[field]) !== JSON.stringify(other[field]));
      return differing.map(
        (field) => `history ${nameOf(book)}: ${field} is ${JSON.stringify(other[field])} instead of ${JSON.stringify(book[field])}`,
      );
    }),
  ];
}
