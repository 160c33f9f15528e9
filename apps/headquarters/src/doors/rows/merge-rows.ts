import type { Database } from '@app/database';
import { keyText, type EntityDefinition } from '@app/protocol';
import { z } from 'zod';
import { removeRows, upsertRows } from '../../company/company-rows';
import { settleOffers, type FaultyOffer } from '../../company/offers/offer-gate';

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
  const all = [
    ...upsert.map((row, index) => checked(whole, row, { list: 'upsert', index })),
    ...remove.map((row, index) => checked(key, row, { list: 'remove', index })),
  ];
  try {
    return await merge(database, entity, all);
  } catch (error) {
    if (!(error instanceof FaultyOffers)) throw error;
    return merge(database, entity, refuseThose(all, error.offers));
  }
}

/** Rows of offers that may not be enabled as they would stand then: nothing of the batch was kept. */
class FaultyOffers extends Error {
  constructor(readonly offers: readonly FaultyOffer[]) {
    super();
  }
}

async function merge(database: Database, entity: EntityDefinition, all: readonly Checked[]): Promise<MergedRows> {
  const [rows, keys] = [taken(all, 'upsert'), taken(all, 'remove')];
  const counts = await database.unitOfWork.run(async (tx) => {
    const { changedCount } = await upsertRows(tx, entity, rows);
    const { removedCount } = await removeRows(tx, entity, keys.map((row) => keyText(entity, row))); // prettier-ignore
    const faulty = await settleOffers(tx, entity, [...rows, ...keys]);
    if (faulty.length > 0) throw new FaultyOffers(faulty);
    return { changedCount, removedCount };
  });
  return { ...counts, refused: all.flatMap(({ refused }) => refused ?? []) };
}

/** All rows of an offer that is refused are. */
function refuseThose(all: readonly Checked[], offers: readonly FaultyOffer[]): Checked[] {
  return all.map(({ list, index, row, refused }) => {
    const { fault } = offers.find((one) => one.legalEntityId === row?.legalEntityId && one.offerId === row.offerId) ?? {};
    return fault ? { list, index, refused: { list, index, field: fault.field, reason: fault.code } } : { list, index, row, refused };
  });
}

type Place = Pick<RefusedRow, 'list' | 'index'>;

interface Checked extends Place {
  readonly row?: Readonly<Record<string, unknown>> | undefined;
  readonly refused?: RefusedRow | undefined;
}

function checked(schema: z.ZodObject, row: unknown, place: Place): Checked {
  const parsed = schema.safeParse(row);
  if (parsed.success) return { ...place, row: z.encode(schema, parsed.data) };
  const [issue] = parsed.error.issues;
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
  return {
    ...place,
    refused: { ...place, field: field === undefined || field === '' ? null : field, reason: issue?.message ?? 'not a row' },
  };
}

const taken = (all: readonly Checked[], of: keyof RowBatch) =>
  all.flatMap(({ list, row }) => (list === of && row !== undefined ? [row] : []));
