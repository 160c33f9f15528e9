import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { writeRowsFile } from '@app/database';
import { cellsOf, cellTypeOf, storedTable, type EntityDefinition, type StoredCell, type StoredColumn } from '@app/protocol';

/** Fewer rows than this are as quickly read as lines. */
const FEWEST_ROWS = 20_000;

/**
 * The rows of a segment as a gzipped SQLite file: one table named and typed as a channel database stores them. Undefined when they are
 * few, or when one of them is a deletion or cannot be read.
 */
export async function sqliteForm(entity: EntityDefinition, bodies: readonly string[]): Promise<Buffer | undefined> {
  if (bodies.length < FEWEST_ROWS) return undefined;
  const { table, columns } = storedTable(entity);
  const folder = mkdtempSync(join(tmpdir(), 'segment-'));
  try {
    const file = join(folder, 'rows.db');
    await writeRowsFile(file, { name: table, columns: columns.map(typed) }, cellsIn(entity, columns, bodies));
    return await buffer(createReadStream(file).pipe(createGzip()));
  } catch (error) {
    if (error instanceof UnfitRow) return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

class UnfitRow extends Error {}

function* cellsIn({ schema }: EntityDefinition, columns: readonly StoredColumn[], bodies: readonly string[]): Generator<StoredCell[]> {
  for (const body of bodies) {
    const row = schema.safeParse(JSON.parse(body));
    if (!row.success) throw new UnfitRow();
    yield cellsOf(columns, row.data);
  }
}

const typed = (column: StoredColumn) => ({ name: column.column, type: cellTypeOf(column) });
