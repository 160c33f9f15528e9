import type { Database, Reader, Tx } from '@app/database';
import type { VersionRange } from '../sending/company-pages';
import type { SegmentFile } from './segment-files';

/** What a set of segments is found again by. */
export interface SetKey extends VersionRange {
  readonly entity: string;
  readonly scope: string;
  /** Snapshot or delta, and how rows were shaped. */
  readonly shape: string;
}

export interface SegmentSet {
  readonly segments: readonly SegmentFile[];
  readonly rowCount: number;
  readonly digest: string;
  /** When a package last named it, to the hour. */
  readonly namedAt: number;
}

const NAMED_EVERY_MS = 3_600_000;
const IS_KEY = 'entity = ? AND scope = ? AND shape = ? AND from_version = ? AND to_version = ?';
const valuesOf = ({ entity, scope, shape, from, to }: SetKey) => [entity, scope, shape, from, to];

export async function knownSet(reader: Reader, key: SetKey): Promise<SegmentSet | undefined> {
  const row = await reader.first<Omit<SegmentSet, 'segments'> & { segments: string }>(
    `SELECT segments, row_count AS "rowCount", content_digest AS digest, named_at AS "namedAt" FROM {segment_set} WHERE ${IS_KEY}`,
    valuesOf(key),
  );
  return row && { ...row, segments: JSON.parse(row.segments) as SegmentFile[] };
}

export async function keepSet(tx: Tx, key: SetKey, { segments, rowCount, digest, namedAt }: SegmentSet): Promise<void> {
  await tx.run(
    `INSERT OR REPLACE INTO {segment_set} (entity, scope, shape, from_version, to_version, segments, row_count, content_digest, named_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [...valuesOf(key), JSON.stringify(segments), rowCount, digest, namedAt],
  );
}

/** Notes that a package names the set, so that it is kept as long as the package may be fetched. */
export async function nameSet(database: Database, key: SetKey, { namedAt }: SegmentSet, now: number): Promise<void> {
  if (now - namedAt < NAMED_EVERY_MS) return;
  await database.unitOfWork.run((tx) => tx.run(`UPDATE {segment_set} SET named_at = ? WHERE ${IS_KEY}`, [now, ...valuesOf(key)]));
}
