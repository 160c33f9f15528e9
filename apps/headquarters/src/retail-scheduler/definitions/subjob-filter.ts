import { fieldsOf, type EntityDefinition } from '@app/protocol';
import { z } from 'zod';

const single = z.union([z.string().max(400), z.number(), z.boolean(), z.null()]);

/** One condition on a field of a row; a row goes down when all conditions of its subjob hold. */
export const condition = z.discriminatedUnion('operator', [
  z.strictObject({ field: z.string().max(60), operator: z.enum(['is', 'is-not']), value: single }),
  z.strictObject({ field: z.string().max(60), operator: z.literal('one-of'), value: z.array(single).min(1).max(1_000) }),
  z.strictObject({ field: z.string().max(60), operator: z.enum(['at-least', 'at-most']), value: z.union([z.string().max(400), z.number()]) }),
]); // prettier-ignore
export type Condition = z.output<typeof condition>;

type Row = Readonly<Record<string, unknown>>;

/** Whether a row in wire form passes. Numbers are compared as numbers, also those written as decimal texts. */
export function passes(entity: EntityDefinition, filter: readonly Condition[]): (row: Row) => boolean {
  const numeric = new Set(fieldsOf(entity).flatMap(({ name, kind }) => (kind === 'integer' ? [name] : [])));
  const tests = filter.map((one) => testOf(one, numeric.has(one.field)));
  return (row) => tests.every((test) => test(row));
}

function testOf({ field, operator, value }: Condition, isNumeric: boolean): (row: Row) => boolean {
  const of = (given: unknown): unknown => (isNumeric && given !== null ? Number(given) : given);
  switch (operator) {
    case 'is': return (row) => of(row[field]) === of(value);
    case 'is-not': return (row) => of(row[field]) !== of(value);
    case 'one-of': {
      const values = new Set(value.map(of));
      return (row) => values.has(of(row[field]));
    }
    case 'at-least': return (row) => isOrdered(of(value), of(row[field]));
    case 'at-most': return (row) => isOrdered(of(row[field]), of(value));
  } // prettier-ignore
}

/** Null, and what is of another kind, is neither more nor less than anything. */
function isOrdered(lower: unknown, upper: unknown): boolean {
  if (typeof lower === 'number' && typeof upper === 'number') return lower <= upper;
  return typeof lower === 'string' && typeof upper === 'string' && lower <= upper;
}
