import { catalogTable } from '@app/channel-db';
import type { Database } from '@app/database';
import { cellsOf } from '@app/protocol';

/** Puts rows into a catalog by the names of their entities, as a package would, and gives it a version. */
export async function putRows(database: Database, rows: Readonly<Record<string, readonly object[]>>, version: number): Promise<void> {
  await database.unitOfWork.run(async (tx) => {
    for (const [name, values] of Object.entries(rows)) {
      const entity = catalogTable(name);
      if (!entity) throw new Error(`no entity ${name}`);
      const columns = entity.columns.map(({ column }) => column).join(', ');
      const marks = entity.columns.map(() => '?').join(', ');
      for (const value of values) {
        const cells = cellsOf(entity.columns, value as Record<string, unknown>);
        await tx.run(`INSERT INTO {${entity.table}} (${columns}) VALUES (${marks})`, cells);
      }
    }
    await tx.run('UPDATE {catalog_state} SET version = ? WHERE id = 1', [version]);
  });
}
