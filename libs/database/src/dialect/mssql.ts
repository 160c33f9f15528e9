import type { Dialect, HeldRow, Tx, UpdateReturning, Upsert, Value } from '../database';
import { isUniqueViolation } from '../errors';
import { valuesList } from '../rows/values-list';
import { ordered, translate } from './translate';

/** The dialect for tables of one schema (`store` or `catalog`). */
export function mssqlDialect(schema: string): Dialect {
  return {
    name: 'mssql',
    translate: (sql) => translate(sql, (table) => `[${schema}].[${table}]`, (index) => `@${index}`),
    limited: (sql, limit) => `${ordered(sql)} OFFSET 0 ROWS FETCH NEXT ${limit} ROWS ONLY`,
    updateReturning,
    holdRow,
    ensureMigrationTable: (tx) => ensureMigrationTable(tx, schema),
    maxParameters: 2_000,
    upsert,
  }; // prettier-ignore
}

function updateReturning({ table, set, where, returning }: UpdateReturning): string {
  const output = returning.map((column) => `inserted.${column} AS ${column}`).join(', ');
  return `UPDATE {${table}} SET ${set} OUTPUT ${output} WHERE ${where}`;
}

/** A write comes first and is held to the end: a shared read before a write would make two units each other's deadlock. */
async function holdRow(tx: Tx, { table, column, where }: HeldRow, parameters: readonly Value[]): Promise<void> {
  await tx.run(`UPDATE {${table}} SET ${column} = ${column} WHERE ${where}`, parameters);
}

/** Not MERGE: changes what is there, then inserts what is not. A row that a neighbour inserted in between is changed after all. */
async function upsert(tx: Tx, { table, columns, key, rows }: Upsert): Promise<void> {
  const parameters = rows.flat();
  const source = `(VALUES ${valuesList(rows.length, columns.length)}) AS source (${columns.join(', ')})`;
  const match = key.map((column) => `target.${column} = source.${column}`).join(' AND ');
  const others = columns.filter((column) => !key.includes(column));
  const update =
    others.length > 0 &&
    `UPDATE target SET ${others.map((column) => `target.${column} = source.${column}`).join(', ')} ` +
      `FROM {${table}} AS target INNER JOIN ${source} ON ${match}`;
  const insert =
    `INSERT INTO {${table}} (${columns.join(', ')}) SELECT ${columns.map((column) => `source.${column}`).join(', ')} FROM ${source} ` +
    `WHERE NOT EXISTS (SELECT 1 AS found FROM {${table}} AS target WHERE ${match})`;
  if (update) await tx.run(update, parameters);
  try {
    await tx.run(insert, parameters);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    if (update) await tx.run(update, parameters);
    await tx.run(insert, parameters);
  }
}

const CODE = 'nvarchar(64) COLLATE Latin1_General_BIN2 NOT NULL';

/** CREATE SCHEMA must be the first statement of its batch, hence EXEC. */
async function ensureMigrationTable(tx: Tx, schema: string): Promise<void> {
  await tx.run(`IF SCHEMA_ID(N'${schema}') IS NULL EXEC(N'CREATE SCHEMA [${schema}]')`);
  await tx.run(
    `IF OBJECT_ID(N'[${schema}].[schema_migration]') IS NULL CREATE TABLE [${schema}].[schema_migration] ` +
      `(set_name ${CODE}, name ${CODE}, digest ${CODE}, applied_at bigint NOT NULL, ` +
      `CONSTRAINT pk_${schema}_schema_migration PRIMARY KEY (set_name, name))`,
  );
}
