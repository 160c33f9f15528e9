import type { Database } from '@app/database';
import { keyText, type EntityDefinition } from '@app/protocol';
import { z } from 'zod';
import { removeRows, upsertRows } from '../../company/company-rows';

/** Rows and keys as an ERP sent them. */
export interface RowBatch {
  readonly upsert: readonly unknown[];
  readonly remove: readonly unknown[];
}

/** A row or key that was not taken. */
interface RefusedRow {
  readonly list: keyof RowBatch;
  /** Its place in the list, from 0. */
  readonly index: number;
  /** The field that is wrong; null when it is the whole row. */
  readonly field: string | null;
  readonly reason: string;
}

export interface MergedRows {
  readonly changedCount: number;
  readonly removedCount: number;
  readonly refused: readonly RefusedRow[];
}

/** Takes what fits and says of the rest why not. The same batch again changes nothing; what is not there need not be removed. */
export async function mergeRows(database: Database, entity: EntityDefinition, { upsert, remove }: RowBatch): Promise<MergedRows> {
  const whole = z.strictObject(entity.schema.shape);
  const key = z.strictObject(Object.fromEntries(entity.key.map((field) => [field, z.string().min(1).max(40)])));
  const rows = upsert.map((row, index) => checked(whole, row, { list: 'upsert', index }));
  const keys = remove.map((row, index) => checked(key, row, { list: 'remove', index }));
  const counts = await database.unitOfWork.run(async (tx) => ({
    ...(await upsertRows(tx, entity, taken(rows))),
    ...(await removeRows(
      tx,
      entity,
      taken(keys).map((row) => keyText(entity, row)),
    )),
  }));
  return { ...counts, refused: [...rows, ...keys].flatMap(({ refused }) => refused ?? []) };
}

interface Checked {
  readonly row?: Readonly<Record<string, unknown>>;
  readonly refused?: RefusedRow;
}

function checked(schema: z.ZodObject, row: unknown, place: Pick<RefusedRow, 'list' | 'index'>): Checked {
  const parsed = schema.safeParse(row);
  if (parsed.success) return { row: z.encode(schema, parsed.data) };
  const [issue] = parsed.error.issues;
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
  return { refused: { ...place, field: field === undefined || field === '' ? null : field, reason: issue?.message ?? 'not a row' } };
}

const taken = (all: readonly Checked[]) => all.flatMap(({ row }) => (row === undefined ? [] : [row]));
