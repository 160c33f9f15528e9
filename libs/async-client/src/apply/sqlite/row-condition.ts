import { fieldRules, type FieldRule, type StoredTable, type ValueRule } from '@app/protocol';

const { MAX_SAFE_INTEGER } = Number;

/**
 * The SQL condition under which a stored row surely is right: types, lengths, ranges, not null. It accepts nothing that the schema
 * refuses; rows it does not accept are read by the schema. Types are left out where the file is known to keep them, which takes a third
 * less time. Undefined for an entity with a field that SQL cannot judge.
 */
export function rowCondition({ entity, columns }: StoredTable, { keepsTypes = false } = {}): string | undefined {
  const rules = new Map(fieldRules(entity).map((rule) => [rule.field, rule]));
  const conditions: string[] = [];
  for (const { field, column } of columns) {
    const rule = rules.get(field);
    const condition = rule && conditionOf(column, rule, keepsTypes);
    if (condition === undefined) return undefined;
    conditions.push(condition);
  }
  return conditions.join(' AND ');
}

function conditionOf(column: string, { rule, isNullable, isOptional }: FieldRule, keepsTypes: boolean): string | undefined {
  const condition = valueCondition(column, rule, keepsTypes);
  return (isNullable || isOptional) && condition ? `(${column} IS NULL OR ${condition})` : condition;
}

function valueCondition(column: string, rule: ValueRule, keepsTypes: boolean): string | undefined {
  const isOf = (type: 'text' | 'integer') => (keepsTypes ? `${column} IS NOT NULL` : `typeof(${column}) = '${type}'`);
  switch (rule.kind) {
    case 'text': return textCondition(column, isOf('text'), rule);
    // The file may have given its column another way to compare.
    case 'one-of': return `${isOf('text')} AND ${column} COLLATE BINARY IN (${rule.values.map(quoted).join(', ')})`;
    case 'integer': return `${isOf('integer')} AND ${column} BETWEEN ${rule.least} AND ${rule.most}`;
    case 'scaled': return `${isOf('integer')} AND ${column} BETWEEN ${-MAX_SAFE_INTEGER} AND ${MAX_SAFE_INTEGER}`;
    // Without the column's affinity, by which a text could pass for a number.
    case 'flag': return `(+${column} IS 0 OR +${column} IS 1)`;
    case 'schema': return undefined;
  } // prettier-ignore
}

/** Bytes are never fewer than the units a schema counts, and characters never more. */
function textCondition(
  column: string,
  isText: string,
  { shortest, longest, pattern }: Extract<ValueRule, { kind: 'text' }>,
): string | undefined {
  const parts = [isText];
  if (pattern) {
    const globs = globsOf(pattern);
    if (globs === undefined) return undefined;
    parts.push(`(${globs.map((glob) => `${column} GLOB ${quoted(glob)}`).join(' OR ')})`);
  }
  const isBounded = longest < Infinity;
  if (isBounded) parts.push(`octet_length(${column}) BETWEEN ${Math.min(shortest, 1)} AND ${longest}`);
  if (shortest > (isBounded ? 1 : 0)) parts.push(`length(${column}) >= ${shortest}`);
  return parts.join(' AND ');
}

/** A class of characters or a plain one, so many times; or alternatives of such. */
const ATOM = String.raw`(?:\\d|\[[A-Za-z0-9-]+\]|[A-Za-z0-9:-])(?:\{\d+\})?`;
const ALTERNATIVES = new RegExp(String.raw`\(\?:((?:${ATOM})+(?:\|(?:${ATOM})+)+)\)`);
const PLAIN = new RegExp(`^(?:${ATOM})*$`);
const TIMES = /(\[[^\]]+\]|.)\{(\d+)\}/g;

/** The same as GLOBs of which one must fit, for patterns of fixed lengths made of classes and plain characters. */
export function globsOf({ source, flags }: RegExp): string[] | undefined {
  if (flags !== '' || !source.startsWith('^') || !source.endsWith('$')) return undefined;
  const texts = spelledOut(source.slice(1, -1));
  if (!texts.every((text) => PLAIN.test(text))) return undefined;
  return texts.map((text) => text.replaceAll('\\d', '[0-9]').replace(TIMES, (_, one: string, times: string) => one.repeat(Number(times))));
}

/** A pattern with alternatives as patterns without. */
function spelledOut(text: string): string[] {
  const found = ALTERNATIVES.exec(text);
  if (!found) return [text];
  const [whole, inner = ''] = found;
  return inner.split('|').flatMap((one) => spelledOut(text.replace(whole, () => one)));
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
