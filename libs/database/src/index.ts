export type { Database, Dialect, DialectName, Reader, Tx, UnitCounters, UnitOfWork, UpdateReturning, Value } from './database';
export { asDatabaseError, DatabaseError, faultOf, isUniqueViolation } from './errors';
export type { DatabaseFault } from './errors';
export { runMigrations } from './migrations/run-migrations';
export type { Migration, MigrationSet } from './migrations/migration';
export { mssqlDialect } from './dialect/mssql';
export { sqliteDialect } from './dialect/sqlite';
export { mssqlDataSource, openMssql } from './mssql/open-mssql';
export type { MssqlOptions } from './mssql/open-mssql';
export { inChunks, marks } from './rows/in-chunks';
export { valuesList } from './rows/values-list';
export { insertRows, upsertRows } from './rows/write-rows';
export {
  amountColumn,
  bigintTextColumn,
  codeColumn,
  dateColumn,
  digestColumn,
  documentColumn,
  flagColumn,
  idColumn,
  instantColumn,
  integerColumn,
  keyColumn,
  nullable,
  textColumn,
} from './schema/columns';
export type { Column, ColumnKind } from './schema/columns';
export { COLUMN_TYPES, entitySchemaOf } from './schema/entity-schema';
export { columnsOf, defineTable } from './schema/table';
export type { Index, RowOf, Table } from './schema/table';
export { prepareReader, prepareWriter, quickCheck } from './sqlite/connection';
export { openReadOnly, openSqlite, openWriter } from './sqlite/open-sqlite';
export type { SqliteDatabase, SqliteOptions } from './sqlite/open-sqlite';
export { writeRowsFile } from './sqlite/rows-file';
export type { RowsTable } from './sqlite/rows-file';
