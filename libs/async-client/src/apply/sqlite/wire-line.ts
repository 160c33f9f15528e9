import { fieldRules, type StoredColumn, type StoredTable } from '@app/protocol';
import { z } from 'zod';

type Row = Readonly<Record<string, unknown>>;

/** Makes of a stored row the line it would have been on the wire. A cell of the wrong type stays as it is, for the schema to refuse. */
export function wireLines({ entity, columns }: StoredTable): (row: Row) => string {
  const schemas = new Map(fieldRules(entity).map(({ field, schema }) => [field, schema]));
  const fieldOf = (column: StoredColumn, cell: unknown) => [column.field, wireValue(column, cell, schemas.get(column.field))];
  const isThere = (row: Row) => (column: StoredColumn) => !(column.isOptional && row[column.column] === null);
  return (row) => JSON.stringify(Object.fromEntries(columns.filter(isThere(row)).map((column) => fieldOf(column, row[column.column]))));
}

function wireValue({ kind }: StoredColumn, cell: unknown, schema: z.ZodType | undefined): unknown {
  if (Buffer.isBuffer(cell)) return { bytes: cell.toString('base64') };
  if (kind === 'flag') return cell === 0 ? false : cell === 1 ? true : cell;
  if (kind === 'list') return listIn(cell);
  const encoded = kind === 'integer' ? schema?.safeEncode(cell) : undefined;
  return encoded?.success ? encoded.data : cell;
}

function listIn(cell: unknown): unknown {
  try {
    return JSON.parse(String(cell));
  } catch {
    return cell;
  }
}
