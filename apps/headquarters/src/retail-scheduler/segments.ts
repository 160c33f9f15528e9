import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Database, Reader } from '@app/database';
import type { EntityDefinition, Segment } from '@app/protocol';
import type { BlobStore } from '../blobs/blob-store';
import { sqliteForm } from './sqlite-form';

const compress = promisify(gzip);
/** A segment of this many rows is about a megabyte: small enough to fetch again, large enough to compress well. */
const ROWS_PER_SEGMENT = 25_000;
/** Where there are very many rows: a box attaches a few files at once, and a cut download goes on where it stopped anyway. */
const ROWS_PER_LARGE_SEGMENT = 200_000;

/** Whose rows go into a segment: everybody's of the data group, or one channel's. */
export interface SegmentScope {
  readonly channelId: string | null;
  /** Values of `scope_id`: a channel, or the group's legal entities and '' for rows of nobody in particular. */
  readonly scopeIds: readonly string[];
}

export const channelScope = (channelId: string): SegmentScope => ({ channelId, scopeIds: [channelId] });
export const groupScope = (legalEntityIds: readonly string[]): SegmentScope => ({ channelId: null, scopeIds: ['', ...legalEntityIds] });

type SegmentFiles = Pick<Segment, 'sha256' | 'sizeBytes' | 'rowCount' | 'sqlite'>;

interface SegmentRow {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly rowCount: number;
  readonly sqliteSha256: string | null;
  readonly sqliteSizeBytes: number | null;
}

/** The files that hold all present rows of an entity in a scope. Built once per row version; asked again, the same files are named. */
export class Segments {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
  ) {}

  async snapshot(entity: EntityDefinition, scope: SegmentScope): Promise<Segment[]> {
    const key = JSON.stringify(scope.scopeIds);
    const version = await newestVersion(this.database.reader, entity, key);
    if (version === null) return [];
    const rows = (await this.known(entity, key, version)) ?? (await this.build(entity, key, version));
    return rows.map((row) => ({ ...row, entity: entity.name, channelId: scope.channelId, format: 'ndjson.gz' }));
  }

  private async known(entity: EntityDefinition, scope: string, version: number): Promise<SegmentFiles[] | undefined> {
    const rows = await this.database.reader.query<SegmentRow>(
      `SELECT sha256, size_bytes AS "sizeBytes", row_count AS "rowCount", sqlite_sha256 AS "sqliteSha256",
         sqlite_size_bytes AS "sqliteSizeBytes"
       FROM {segment}
       WHERE scope = ? AND entity = ? AND version = ? ORDER BY part`,
      [scope, entity.name, version],
    );
    const files = rows.map(filesOf);
    const sizes = await Promise.all(files.flatMap(namesOf).map((sha256) => this.blobs.sizeOf(sha256)));
    return files.length > 0 && sizes.every((size) => size !== undefined) ? files : undefined;
  }

  private async build(entity: EntityDefinition, scope: string, version: number): Promise<SegmentFiles[]> {
    const bodies = await presentRows(this.database.reader, entity, scope);
    const size = bodies.length > ROWS_PER_LARGE_SEGMENT ? ROWS_PER_LARGE_SEGMENT : ROWS_PER_SEGMENT;
    const built: SegmentFiles[] = [];
    for (let from = 0; from < bodies.length; from += size) built.push(await this.put(entity, bodies.slice(from, from + size)));
    await this.database.unitOfWork.run(async (tx) => {
      for (const [part, { sha256, sizeBytes, rowCount, sqlite }] of built.entries()) {
        await tx.run(
          `INSERT OR REPLACE INTO {segment} (scope, entity, version, part, sha256, size_bytes, row_count, sqlite_sha256, sqlite_size_bytes)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [scope, entity.name, version, part, sha256, sizeBytes, rowCount, sqlite?.sha256 ?? null, sqlite?.sizeBytes ?? null],
        );
      }
    });
    return built;
  }

  private async put(entity: EntityDefinition, bodies: readonly string[]): Promise<SegmentFiles> {
    const lines = await this.blobs.putBytes(await compress(`${bodies.join('\n')}\n`));
    const form = await sqliteForm(entity, bodies);
    return { ...lines, rowCount: bodies.length, ...(form && { sqlite: await this.blobs.putBytes(form) }) };
  }
}

const namesOf = ({ sha256, sqlite }: SegmentFiles): string[] => [sha256, ...(sqlite ? [sqlite.sha256] : [])];

function filesOf({ sha256, sizeBytes, rowCount, sqliteSha256, sqliteSizeBytes }: SegmentRow): SegmentFiles {
  const sqlite = sqliteSha256 === null || sqliteSizeBytes === null ? undefined : { sha256: sqliteSha256, sizeBytes: sqliteSizeBytes };
  return { sha256, sizeBytes, rowCount, ...(sqlite && { sqlite }) };
}

/** Deletions count: they change what a snapshot holds. Null when there never was a row. */
async function newestVersion(reader: Reader, entity: EntityDefinition, scope: string): Promise<number | null> {
  const row = await reader.first<{ version: number | null }>(
    `SELECT max(version) AS version FROM {company_row} WHERE entity = ? AND scope_id IN (SELECT value FROM json_each(?))`,
    [entity.name, scope],
  );
  return row?.version ?? null;
}

/** One statement, so that all rows are of one moment. */
async function presentRows(reader: Reader, entity: EntityDefinition, scope: string): Promise<string[]> {
  const rows = await reader.query<{ body: string }>(
    `SELECT body FROM {company_row} WHERE entity = ? AND is_deleted = 0 AND scope_id IN (SELECT value FROM json_each(?)) ORDER BY row_key`,
    [entity.name, scope],
  );
  return rows.map(({ body }) => body);
}
