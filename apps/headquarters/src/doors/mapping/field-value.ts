import { convert, Unreadable, type ValueKind } from './convert';
import type { emptyOf, FieldSource, Mapping } from './mapping';

/** Cells of a line by the name of their column. */
export type Cells = Readonly<Record<string, unknown>>;

/** A field of an entity, and where its value comes from. */
export interface PlannedField {
  readonly name: string;
  readonly source: FieldSource;
  readonly kind: ValueKind;
  readonly empty: ReturnType<typeof emptyOf>;
}

/** A field that the mapping says nothing about is empty on every line. */
export const NOWHERE: FieldSource = { column: '', default: undefined };

/** What a line says for a field, as the wire writes it. */
export function valueOf({ source, kind, empty }: PlannedField, cells: Cells, forms: Mapping): unknown {
  if (typeof source === 'object' && 'constant' in source) return source.constant;
  const raw = rawOf(source, cells);
  if (Array.isArray(raw)) return raw;
  const text = textOf(raw);
  const { values, default: standard } = typeof source === 'string' ? {} : source;
  if (text === '') {
    if (standard !== undefined) return standard;
    if (empty === 'refused') throw new Unreadable('is empty');
    return empty === 'null' ? null : undefined;
  }
  if (!values) return convert(text, kind, forms);
  const value = Object.hasOwn(values, text) ? values[text] : undefined;
  if (value === undefined) throw new Unreadable(`"${text.slice(0, 40)}" is none of ${Object.keys(values).join(', ')}`);
  return value;
}

function rawOf(source: Exclude<FieldSource, { constant: unknown }>, cells: Cells): unknown {
  if (typeof source === 'string') return cells[source];
  if ('column' in source) return cells[source.column];
  if ('namePart' in source) return cells[source.namePart];
  return source.template.replace(TEMPLATE_PIECE, (_, column: string) => textOf(cells[column]));
}

const TEMPLATE_PIECE = /\{([^{}]+)\}/g;

/** A cell as text; what JSON holds besides texts as JSON writes it. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

export function columnsOf(source: FieldSource): string[] {
  if (source === NOWHERE) return [];
  if (typeof source === 'string') return [source];
  if ('column' in source) return [source.column];
  if ('template' in source) return [...source.template.matchAll(TEMPLATE_PIECE)].map(([, column = '']) => column);
  return [];
}

/** For a reason in words. */
export function originOf(source: FieldSource): string {
  const [column] = columnsOf(source);
  return column === undefined ? '' : ` (column ${column})`;
}
