import { currentGeneration, generationFile, pointToGeneration, removeGeneration, type AppliedPackage } from '@app/channel-db';
import { invariant } from '@app/kernel';
import Sqlite, { type Database } from 'better-sqlite3';
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { applyPackage, type StoredPackage } from './apply-package';
import { PackageFault } from './package-fault';

/**
 * A first load or a re-snapshot: copies the present catalog to the next generation, applies every package of the load to the
 * copy, checks it, and only then lets the pointer name it. Readers see the old catalog until then, and the new one whole after.
 * A cut at any moment leaves the old generation; what was built is removed and built again.
 */
export async function buildGeneration(directory: string, load: readonly StoredPackage[], now: number): Promise<AppliedPackage[]> {
  const current = currentGeneration(directory);
  invariant(current !== undefined, 'the catalog was prepared before a load');
  const next = current + 1;
  const file = generationFile(directory, next);
  removeGeneration(directory, next);
  try {
    copyFile(generationFile(directory, current), file);
    const applied = await fill(file, next, load, now);
    syncFile(file);
    pointToGeneration(directory, next);
    return applied;
  } catch (error) {
    removeGeneration(directory, next);
    throw error;
  }
}

function copyFile(from: string, to: string): void {
  const database = new Sqlite(from, { readonly: true, fileMustExist: true });
  try {
    database.prepare('VACUUM INTO ?').run(to);
  } finally {
    database.close();
  }
}

async function fill(file: string, generation: number, load: readonly StoredPackage[], now: number): Promise<AppliedPackage[]> {
  const database = openForBuild(file);
  try {
    const applied: AppliedPackage[] = [];
    for (const stored of load) applied.push(await applyPackage(database, stored, now));
    database.prepare('UPDATE catalog_state SET generation = ? WHERE id = 1').run(generation);
    check(database);
    // Without figures SQLite may read a whole channel's prices to find those of one product.
    database.exec('ANALYZE');
    database.pragma('journal_mode = WAL');
    return applied;
  } finally {
    database.close();
  }
}

/** Nobody reads this file and a cut throws it away, so it is flushed once at the end instead of at every package. */
function openForBuild(file: string): Database {
  const database = new Sqlite(file, { fileMustExist: true });
  database.pragma('journal_mode = DELETE');
  database.pragma('synchronous = OFF');
  database.pragma('trusted_schema = OFF');
  return database;
}

function check(database: Database): void {
  const found = database.pragma('integrity_check(5)', { simple: true });
  if (found !== 'ok') throw new PackageFault('check-failed', `the built catalog is damaged: ${String(found)}`);
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
