import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { DialectName } from '../database';
import type { Column } from './columns';
import type { Table } from './table';

/** How each engine spells a kind of column. Codes compare by their bytes on both. */
export const COLUMN_TYPES = {
  sqlite: {
    code: { type: 'text' }, text: { type: 'text' }, document: { type: 'text' }, integer: { type: 'integer' }, flag: { type: 'integer' },
  },
  mssql: {
    code: { type: 'nvarchar', collation: 'Latin1_General_BIN2' }, text: { type: 'nvarchar' }, document: { type: 'nvarchar', length: 'MAX' },
    integer: { type: 'bigint' }, flag: { type: 'tinyint' },
  },
} as const satisfies Record<DialectName, Record<Column['kind'], EntitySchemaColumnOptions>>; // prettier-ignore

/** The TypeORM entity of a table, for administration and to compare the migrated schema with. */
export function entitySchemaOf(table: Table, dialect: DialectName, schema?: string): EntitySchema {
  const columns = Object.entries(table.columns).map(([name, column]) => [name, optionsOf(table, name, column, dialect)] as const);
  return new EntitySchema({
    name: table.name,
    tableName: table.name,
    ...(dialect === 'mssql' && schema !== undefined && { schema }),
    withoutRowid: dialect === 'sqlite' && isNarrow(table),
    columns: Object.fromEntries(columns),
    indices: table.indexes.map(({ name, columns: indexed, isUnique = false, where }) => ({
      name, columns: [...indexed], unique: isUnique, ...(where !== undefined && { where }),
    })),
  }); // prettier-ignore
}

/** Rows with documents are long: SQLite keeps those better beside their index than in it. */
function isNarrow(table: Table): boolean {
  return Object.values(table.columns).every(({ kind }) => kind !== 'document');
}

function optionsOf(table: Table, name: string, column: Column, dialect: DialectName): EntitySchemaColumnOptions {
  const type: EntitySchemaColumnOptions = COLUMN_TYPES[dialect][column.kind];
  return {
    ...type,
    ...(dialect === 'mssql' && column.length !== undefined && { length: column.length }),
    primary: table.primaryKey.includes(name),
    nullable: column.isNullable,
  };
}
