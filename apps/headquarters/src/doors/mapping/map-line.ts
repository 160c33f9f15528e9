import { invariant } from '@app/kernel';
import { entityNamed, keyText, type EntityDefinition } from '@app/protocol';
import { z } from 'zod';
import { kindOf, Unreadable } from './convert';
import { columnsOf, NOWHERE, originOf, textOf, valueOf, type Cells, type PlannedField } from './field-value';
import { emptyOf, type Mapping, type MappingPart } from './mapping';

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
