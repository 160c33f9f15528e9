import type { Dialect, Tx, UpdateReturning, Upsert } from '../database';
import { valuesList } from '../rows/values-list';
import { ordered, translate } from './translate';

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  // SQLite plans a join anew for each value of a bare `?`, at up to ten times the cost of running it; it does not look behind a `+`.
  translate: (sql) => translate(sql, (table) => `"${table}"`, () => '+?'),
  limited: (sql, limit) => `${ordered(sql)} LIMIT ${limit}`,
  updateReturning,
  holdRow: () => Promise.resolve(),
  ensureMigrationTable,
  maxParameters: 30_000,
  upsert,
}; // prettier-ignore

function updateReturning({ table, set, where, returning }: UpdateReturning): string {
  return `UPDATE {${table}} SET ${set} WHERE ${where} RETURNING ${returning.join(', ')}`;
}

async function upsert(tx: Tx, { table, columns, key, rows }: Upsert): Promise<void> {
  const others = columns.filter((column) => !key.includes(column));
  const action = others.length === 0 ? 'NOTHING' : `UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  await tx.run(
    `INSERT INTO {${table}} (${columns.join(', ')}) VALUES ${valuesList(rows.length, columns.length)} ` +
      `ON CONFLICT (${key.join(', ')}) DO ${action}`,
    rows.flat(),
  );
}

async function ensureMigrationTable(tx: Tx): Promise<void> {
  await tx.run(
    'CREATE TABLE IF NOT EXISTS schema_migration (set_name TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, ' +
      'applied_at INTEGER NOT NULL, PRIMARY KEY (set_name, name)) WITHOUT ROWID',
  );
}
