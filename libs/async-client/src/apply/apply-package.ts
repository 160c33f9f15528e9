import { CATALOG_TABLES, catalogTable, type AppliedPackage } from '@app/channel-db';
import { coveredEntities, SCHEMA_VERSION, type PackageManifest, type Segment } from '@app/protocol';
import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import { appliedBefore, jobVersion, moveCursor } from './cursor';
import { PackageFault } from './package-fault';
import { Quarantine } from './quarantine';
import { removeBuckets } from './remove-buckets';
import { RowWriter } from './row-writer';
import { segmentLines } from './segment-lines';
import { AttachedFiles } from './sqlite/attached-files';
import { copyRows } from './sqlite/copy-rows';
import { hasForm } from './sqlite/forms';

/** A package whose manifest was verified and whose segments lie on this disk. */
export interface StoredPackage {
  readonly manifest: PackageManifest;
  /** Folder of the segments, each named by its digest. */
  readonly folder: string;
  /** Digests of the segments of which the SQLite form lies there instead of the lines. */
  readonly asSqlite?: ReadonlySet<string>;
}

/**
 * Applies one package in one transaction, together with its cursor and the catalog's new version: afterwards everything of it
 * is there, or nothing. Applying it again changes nothing and gives the same answer.
 */
export async function applyPackage(database: Database, stored: StoredPackage, now: number): Promise<AppliedPackage> {
  const { manifest } = stored;
  const done = appliedBefore(database, manifest.packageId);
  if (done) return done;
  const files = new AttachedFiles(database, stored.folder);
  try {
    refuseUnfit(manifest, jobVersion(database, manifest.job));
    database.exec('BEGIN IMMEDIATE');
    const counts = await writeRows(database, stored, files, now);
    const moved = moveCursor(database, manifest, counts, now);
    database.exec('COMMIT');
    return moved;
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    if (error instanceof PackageFault) error.packageId = manifest.packageId;
    throw error;
  } finally {
    files.close();
  }
}

/** A package this release or this job's cursor cannot take. */
export function refuseUnfit(manifest: PackageManifest, standsAt: number): void {
  if (manifest.schemaVersion > SCHEMA_VERSION) {
    throw new PackageFault('schema-newer', `the package is of schema ${manifest.schemaVersion}, this release reads ${SCHEMA_VERSION}`);
  }
  if (manifest.kind === 'repair' && !manifest.repair) throw new PackageFault('kind-unknown', 'a repair that does not say what it repairs');
  if (manifest.kind === 'delta' && manifest.fromVersion !== standsAt) {
    throw new PackageFault('gap', `the package begins at version ${manifest.fromVersion}, job ${manifest.job} stands at ${standsAt}`);
  }
}

interface Counts {
  readonly rowCount: number;
  readonly quarantinedCount: number;
}

async function writeRows(database: Database, stored: StoredPackage, files: AttachedFiles, now: number): Promise<Counts> {
  const { manifest } = stored;
  if (manifest.kind === 'snapshot') emptyTables(database, manifest);
  if (manifest.kind === 'repair' && manifest.repair) removeBuckets(database, manifest.repair);
  const quarantine = new Quarantine(database, manifest, now);
  const writers = new Map<string, RowWriter>();
  for (const segment of manifest.segments) {
    const writer = writers.get(segment.entity) ?? writerFor(database, manifest, segment, quarantine);
    // What only a newer headquarters knows is for the release that knows it too.
    if (!writer) continue;
    writers.set(segment.entity, writer);
    if (hasForm(segment) && stored.asSqlite?.has(segment.sha256)) {
      copyRows(database, await files.attach(segment, writer.table), writer, quarantine);
    } else await writeLines(writer, join(stored.folder, segment.sha256), segment);
  }
  if (manifest.kind === 'snapshot') for (const writer of writers.values()) checkCount(writer);
  return {
    rowCount: sum([...writers.values()].map((writer) => writer.rowCount)),
    quarantinedCount: sum([...writers.values()].map((writer) => writer.quarantinedCount)),
  };
}

function emptyTables(database: Database, manifest: PackageManifest): void {
  const covered = coveredEntities(manifest);
  for (const { table, entity } of CATALOG_TABLES) if (covered.includes(entity.name)) database.exec(`DELETE FROM ${table}`);
  const release = database.prepare('DELETE FROM download_quarantine WHERE entity = ?');
  for (const entity of covered) release.run(entity);
}

function writerFor(database: Database, manifest: PackageManifest, segment: Segment, quarantine: Quarantine): RowWriter | undefined {
  const table = catalogTable(segment.entity);
  return table && new RowWriter(database, table, manifest.kind === 'snapshot' ? 'fill' : 'merge', quarantine);
}

async function writeLines(writer: RowWriter, path: string, segment: Segment): Promise<void> {
  const last = writer.rowCount + segment.rowCount;
  for await (const lines of segmentLines(path, segment)) {
    if (writer.rowCount + lines.length > last) throw countDiffers(segment, 'more');
    for (const line of lines) writer.write(line, segment.channelId);
  }
  if (writer.rowCount < last) throw countDiffers(segment, 'fewer');
}

function countDiffers({ entity, rowCount }: Segment, found: 'more' | 'fewer'): PackageFault {
  return new PackageFault('count-differs', `${entity} has ${found} rows than the ${rowCount} of its manifest`);
}

/** Every row of a snapshot is in its table or in quarantine. */
function checkCount(writer: RowWriter): void {
  const held = writer.count() + writer.quarantinedCount;
  if (held !== writer.rowCount) {
    throw new PackageFault('count-differs', `${writer.name} holds ${held} of ${writer.rowCount} rows of the snapshot`);
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
