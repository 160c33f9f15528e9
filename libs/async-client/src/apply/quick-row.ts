import { fieldRules, type FieldRule, type StoredCell, type StoredTable, type ValueRule } from '@app/protocol';

/** The cell of a value that surely is right; undefined when only the schema can say, null for a null that is allowed. */
type QuickCell = (value: unknown) => StoredCell | undefined;

/** Cells of a row that surely is right, in the order of the table's columns. */
export type QuickRow = (row: Readonly<Record<string, unknown>>) => StoredCell[] | undefined;

/**
 * Reads a row of the wire without building what the schema builds. It accepts nothing that the schema refuses; what it does not accept is
 * read by the schema, which knows defaults and says what is wrong.
 */
export function quickRow({ entity, columns }: StoredTable): QuickRow {
  const rules = new Map(fieldRules(entity).map((rule) => [rule.field, rule]));
  const cells = columns.map(({ field, kind }) => ({ field, cell: quickCell(rules.get(field), kind === 'list') }));
  return (row) => {
    const found: StoredCell[] = [];
    for (const { field, cell } of cells) {
      const one = cell(row[field]);
      if (one === undefined) return undefined;
      found.push(one);
    }
    return found;
  };
}

function quickCell(rule: FieldRule | undefined, isList: boolean): QuickCell {
  if (!rule || isList) return () => undefined;
  const cell = cellOf(rule.rule, rule);
  const { isNullable, isOptional } = rule;
  if (!isNullable && !isOptional) return cell;
  return (value) => ((value === null && isNullable) || (value === undefined && isOptional) ? null : cell(value));
}

function cellOf(rule: ValueRule, { schema }: FieldRule): QuickCell {
  switch (rule.kind) {
    case 'text': return textCell(rule);
    case 'one-of': return oneOf(new Set<unknown>(rule.values));
    case 'integer': return integerCell(rule);
    case 'flag': return (value) => (typeof value === 'boolean' ? Number(value) : undefined);
    case 'scaled':
    case 'schema': return (value) => {
      const read = schema.safeParse(value);
      return read.success && isCell(read.data) ? read.data : undefined;
    };
  } // prettier-ignore
}

function textCell({ shortest, longest, pattern }: Extract<ValueRule, { kind: 'text' }>): QuickCell {
  return (value) => {
    if (typeof value !== 'string' || value.length < shortest || value.length > longest) return undefined;
    return pattern === undefined || pattern.test(value) ? value : undefined;
  };
}

function integerCell({ least, most }: Extract<ValueRule, { kind: 'integer' }>): QuickCell {
  return (value) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most ? value : undefined);
}

const oneOf =
  (values: ReadonlySet<unknown>): QuickCell =>
  (value) =>
    values.has(value) ? (value as string) : undefined;
const isCell = (value: unknown): value is StoredCell => typeof value === 'string' || typeof value === 'number';
