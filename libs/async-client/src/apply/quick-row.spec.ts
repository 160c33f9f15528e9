import { CATALOG_TABLES } from '@app/channel-db';
import { cellsOf, fieldRules, type FieldRule } from '@app/protocol';
import fc from 'fast-check';
import { quickRow } from './quick-row';
import { readRow } from './read-row';

/** Values a field takes, and values that look like it. */
function near({ rule, isNullable, isOptional }: FieldRule): fc.Arbitrary<unknown> {
  const right = rule.kind === 'one-of' ? fc.constantFrom(...rule.values) : rule.kind === 'flag' ? fc.boolean() : rightText(rule);
  const wrong = fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    0,
    1,
    1.5,
    -1,
    2 ** 53,
    'x'.repeat(41),
    'x'.repeat(201),
    '2026-01-01\n',
    {},
    [],
    true,
  );
  return fc.oneof(
    { weight: 20, arbitrary: isNullable || isOptional ? fc.option(right, { nil: isNullable ? null : undefined }) : right },
    { weight: 1, arbitrary: wrong },
  );
}

function rightText(rule: FieldRule['rule']): fc.Arbitrary<unknown> {
  if (rule.kind === 'integer') return fc.integer({ min: Math.max(rule.least, -3), max: Math.min(rule.most, 120) });
  if (rule.kind === 'scaled') return fc.constantFrom('0', '1.5', '-0.25', '12.3456', '1e3');
  return fc.constantFrom('2026-01-01', 'EUR', '0.10', 'a', '1', '23:59');
}

describe('rows read quickly', () => {
  it.each(CATALOG_TABLES.map((table) => [table.entity.name, table] as const))('of %s have the cells the schema gives them', (_, table) => {
    const quick = quickRow(table);
    const rows = fc.record(Object.fromEntries(fieldRules(table.entity).map((rule) => [rule.field, near(rule)])));
    fc.assert(
      fc.property(rows, (row) => {
        const cells = quick(row);
        if (!cells) return;
        const change = readRow(table.entity, JSON.stringify(row));
        expect(change.kind === 'upsert' && cellsOf(table.columns, change.value)).toEqual(cells);
      }),
      { numRuns: 300 },
    );
  });

  it('are all that a schema of plain fields accepts', () => {
    const plain = CATALOG_TABLES.filter(({ entity }) => fieldRules(entity).every(({ rule }) => rule.kind !== 'schema'));
    expect(plain.map(({ entity }) => entity.name)).toEqual(expect.arrayContaining(['product', 'productBarcode', 'price', 'worker']));
    for (const table of plain) {
      const quick = quickRow(table);
      const rows = fc.record(Object.fromEntries(fieldRules(table.entity).map((rule) => [rule.field, near(rule)])));
      fc.assert(fc.property(rows, (row) => table.entity.schema.safeParse(row).success === (quick(row) !== undefined)));
    }
  });
});
