import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Database, Reader } from '@app/database';
import type { EntityDefinition, Segment } from '@app/protocol';
import type { BlobStore } from '../blobs/blob-store';

const compress = promisify(gzip);
/** A segment of this many rows is about a megabyte: small enough to fetch again, large enough to compress well. */
const ROWS_PER_SEGMENT = 25_000;

/** Whose rows go into a segment: everybody's of the data group, or one channel's. */
export interface SegmentScope {
  readonly channelId: string | null;
  /** Values of `scope_id`: a channel, or the group's legal entities and '' for rows of nobody in particular. */
  readonly scopeIds: readonly string[];
}

export const channelScope = (channelId: string): SegmentScope => ({ channelId, scopeIds: [channelId] });
export const groupScope = (legalEntityIds: readonly string[]): SegmentScope => ({ channelId: null, scopeIds: ['', ...legalEntityIds] });

interface SegmentRow {
  sha256: string;
  sizeBytes: number;
  rowCount: number;
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

  private async known(entity: EntityDefinition, scope: string, version: number): Promise<SegmentRow[] | undefined> {
    const rows = await this.database.reader.query<SegmentRow>(
      `SELECT sha256, size_bytes AS "sizeBytes", row_count AS "rowCount" FROM {segment}
       WHERE scope = ? AND entity = ? AND version = ? ORDER BY part`,
      [scope, entity.name, version],
    );
    const sizes = await Promise.all(rows.map(({ sha256 }) => this.blobs.sizeOf(sha256)));
    return rows.length > 0 && sizes.every((size) => size !== undefined) ? rows : undefined;
  }

  private async build(entity: EntityDefinition, scope: string, version: number): Promise<SegmentRow[]> {
    const bodies = await presentRows(this.database.reader, entity, scope);
    const built: SegmentRow[] = [];
    for (let from = 0; from < bodies.length; from += ROWS_PER_SEGMENT) {
      const part = bodies.slice(from, from + ROWS_PER_SEGMENT);
      built.push({ ...(await this.blobs.putBytes(await compress(`${part.join('\n')}\n`))), rowCount: part.length });
    }
    await this.database.unitOfWork.run(async (tx) => {
      for (const [part, { sha256, sizeBytes, rowCount }] of built.entries()) {
        await tx.run(`INSERT OR REPLACE INTO {segment} (scope, entity, version, part, sha256, size_bytes, row_count) VALUES (?, ?, ?, ?, ?, ?, ?)`, [
          scope, entity.name, version, part, sha256, sizeBytes, rowCount,
        ]); // prettier-ignore
      }
    });
    return built;
  }
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
