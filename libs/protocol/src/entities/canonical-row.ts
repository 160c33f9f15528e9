import { z } from 'zod';
import type { EntityDefinition } from './define-entity';

type Fields = Readonly<Record<string, unknown>>;

interface TextField {
  readonly name: string;
  /** Where wire form and decoded value differ, or an absent one has a value. */
  readonly schema: z.ZodType | undefined;
  /** Absent from the text when it has no value. */
  readonly isOptional: boolean;
}

/**
 * The one text of a decoded row: its fields in wire form in the order of the schema, decimals without needless digits, and what
 * is optional and has no value not at all. Rows that say the same have the same text, so texts can be compared and digested.
 */
export function rowText(entity: EntityDefinition, decoded: Fields): string {
  return textOf(entity, decoded, (schema, value) => z.encode(schema, value));
}

/** The same text from a row in wire form, however its decimals were written and its fields ordered. */
export function wireText(entity: EntityDefinition, wire: Fields): string {
  return textOf(entity, wire, (schema, value) => z.encode(schema, z.decode(schema, value)));
}

/** How a row is identified: its key fields as a JSON list. They are plain texts, the same decoded and on the wire. */
export function keyText(entity: EntityDefinition, row: Fields): string {
  return JSON.stringify(entity.key.map((field) => row[field]));
}

function textOf(entity: EntityDefinition, row: Fields, write: (schema: z.ZodType, value: unknown) => unknown): string {
  const ordered: Record<string, unknown> = {};
  for (const { name, schema, isOptional } of textFieldsOf(entity)) {
    const value = isOptional ? (row[name] ?? undefined) : row[name];
    ordered[name] = schema ? write(schema, value) : value;
  }
  return JSON.stringify(ordered);
}

const known = new WeakMap<EntityDefinition, readonly TextField[]>();

function textFieldsOf(entity: EntityDefinition): readonly TextField[] {
  const found = known.get(entity);
  if (found) return found;
  const shape = entity.schema.shape as Readonly<Record<string, z.ZodType>>;
  const fields = Object.entries(shape).map(([name, schema]) => ({
    name,
    schema: isPlain(schema) ? undefined : schema,
    isOptional: schema.type === 'optional',
  }));
  known.set(entity, fields);
  return fields;
}

/** Decoded values of a plain field are what stands on the wire. */
function isPlain(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'nullable' || def.type === 'optional') return isPlain(def.innerType);
  return def.type !== 'pipe' && def.type !== 'default' && def.type !== 'prefault';
}
