import { invariant } from '@app/kernel';
import { entityNamed, keyText, type EntityDefinition } from '@app/protocol';
import { z } from 'zod';
import { convert, kindOf, Unreadable, type ValueKind } from './convert';
import { emptyOf, type FieldSource, type Mapping, type MappingPart } from './mapping';

/** Cells of a line by the name of their column. */
export type Cells = Readonly<Record<string, unknown>>;

export interface MappedRow {
  readonly entity: EntityDefinition;
  readonly key: string;
  readonly repeats: boolean;
  readonly row: Readonly<Record<string, unknown>>;
}

/** A line is taken whole or refused whole. What a refused one names is known as far as its keys could be read. */
export type MappedLine =
  | { readonly kind: 'taken'; readonly rows: readonly MappedRow[] }
  | { readonly kind: 'refused'; readonly reason: string; readonly named: readonly Pick<MappedRow, 'entity' | 'key'>[] };

interface PlannedField {
  readonly name: string;
  readonly source: FieldSource;
  readonly kind: ValueKind;
  readonly empty: ReturnType<typeof emptyOf>;
}
interface PlannedPart extends Pick<MappingPart, 'when' | 'repeats'> {
  readonly entity: EntityDefinition;
  readonly fields: readonly PlannedField[];
}

/** Turns lines of a file into rows of entities. */
export class LineMapper {
  private readonly parts: readonly PlannedPart[];

  constructor(
    private readonly mapping: Mapping,
    private readonly nameParts: Readonly<Record<string, string>>,
  ) {
    this.parts = mapping.rows.map(planned);
  }

  /** Columns that a line must have. */
  get columns(): readonly string[] {
    const read = this.parts.flatMap(({ when, fields }) => [...(when ? [when] : []), ...fields.flatMap(({ source }) => columnsOf(source))]);
    return [...new Set(read)].filter((column) => !Object.hasOwn(this.nameParts, column));
  }

  map(cells: Cells): MappedLine {
    const given = { ...cells, ...this.nameParts };
    const read = this.parts.filter(({ when }) => when === undefined || textOf(given[when]) !== '').map((part) => this.read(part, given));
    const failed = read.find((one) => one.reason !== undefined);
    if (failed?.reason !== undefined) {
      return {
        kind: 'refused',
        reason: failed.reason,
        named: read.flatMap(({ entity, key }) => (key === undefined ? [] : [{ entity, key }])),
      };
    }
    return { kind: 'taken', rows: read.map(({ entity, key = '', repeats, row }) => ({ entity, key, repeats, row })) };
  }

  private read({ entity, fields, repeats }: PlannedPart, cells: Cells) {
    const row: Record<string, unknown> = {};
    const reasons: string[] = [];
    for (const field of fields) {
      try {
        row[field.name] = valueOf(field, cells, this.mapping);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        reasons.push(`${entity.name}.${field.name}${originOf(field.source)}: ${error.message}`);
      }
    }
    const key = entity.key.every((field) => row[field] !== undefined) ? keyText(entity, row) : undefined;
    if (reasons[0] !== undefined) return { entity, repeats, key, row, reason: reasons[0] };
    return { entity, repeats, key, ...checked(entity, row) };
  }
}

/** A field that the mapping says nothing about is empty on every line. */
const NOWHERE: FieldSource = { column: '', default: undefined };

function planned({ entity: name, fields, when, repeats }: MappingPart): PlannedPart {
  const entity = entityNamed(name);
  invariant(entity, `the mapping names the entity ${name}`);
  const plan = Object.entries(entity.schema.shape).map(([field, type]) => ({
    name: field, source: fields[field] ?? NOWHERE, kind: kindOf(entity, field), empty: emptyOf(type as z.ZodType),
  })); // prettier-ignore
  return { entity, fields: plan, repeats, ...(when !== undefined && { when }) };
}

/** The row as the wire writes it, or why the entity does not take it. */
function checked(entity: EntityDefinition, row: Record<string, unknown>): { row: Record<string, unknown>; reason?: string } {
  const parsed = entity.schema.safeParse(row);
  if (parsed.success) return { row: z.encode(entity.schema, parsed.data) };
  const [issue] = parsed.error.issues;
  return { row, reason: `${entity.name}.${issue?.path.join('.')}: ${issue?.message}` };
}

function valueOf({ source, kind, empty }: PlannedField, cells: Cells, forms: Mapping): unknown {
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
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

function columnsOf(source: FieldSource): string[] {
  if (source === NOWHERE) return [];
  if (typeof source === 'string') return [source];
  if ('column' in source) return [source.column];
  if ('template' in source) return [...source.template.matchAll(TEMPLATE_PIECE)].map(([, column = '']) => column);
  return [];
}

function originOf(source: FieldSource): string {
  const [column] = columnsOf(source);
  return column === undefined ? '' : ` (column ${column})`;
}
