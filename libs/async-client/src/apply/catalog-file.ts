import { CATALOG_MIGRATIONS, currentGeneration, generationFile, pointToGeneration, removeOtherGenerations } from '@app/channel-db';
import { openReadOnly, openSqlite, prepareWriter } from '@app/database';
import Sqlite, { type Database } from 'better-sqlite3';
import { existsSync, mkdirSync } from 'node:fs';

/** At start, before anything reads: a generation that exists, in this release's schema, with nothing half built beside it. */
export async function prepareCatalog(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const known = currentGeneration(directory);
  const generation = known !== undefined && existsSync(generationFile(directory, known)) ? known : (known ?? 0) + 1;
  removeOtherGenerations(directory, generation);
  const file = generationFile(directory, generation);
  if (generation !== known || !(await isMigrated(file))) await migrate(file);
  if (generation !== known) pointToGeneration(directory, generation);
}

/** Creates the file when it is missing, and brings it to this release's schema. */
async function migrate(file: string): Promise<void> {
  const database = await openSqlite({ file, migrations: CATALOG_MIGRATIONS });
  await database.close();
}

/** The connection of the apply worker: durable, for one package at a time on the generation that is read. */
export function openForDelta(file: string): Database {
  const database = new Sqlite(file, { fileMustExist: true });
  prepareWriter(database);
  // Rows that headquarters sent are no secret of this disk; overwriting each deleted page would double the work.
  database.pragma('secure_delete = OFF');
  return database;
}

async function isMigrated(file: string): Promise<boolean> {
  const { reader, close } = openReadOnly(file);
  try {
    const applied = await reader.query<{ name: string }>('SELECT name FROM {schema_migration}');
    const names = new Set(applied.map(({ name }) => name));
    return CATALOG_MIGRATIONS.sqlite.every(({ name }) => names.has(name));
  } finally {
    close();
  }
}
