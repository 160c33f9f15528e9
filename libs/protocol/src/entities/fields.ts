import type { z } from 'zod';
import type { EntityDefinition } from './define-entity';

/** What a field holds after decoding: a text, a whole or scaled number, true or false, or a list kept as JSON. */
export type FieldKind = 'text' | 'integer' | 'flag' | 'list';

export interface EntityField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isNullable: boolean;
  /** A row without it cannot be taken: it has neither a default nor null as its value. */
  readonly isRequired: boolean;
  /** It may be left out, which is not the same as null on the wire; stored it is null. */
  readonly isOptional: boolean;
}

const OPTIONAL_TYPES: ReadonlySet<string> = new Set(['nullable', 'default', 'prefault', 'optional']);

/** The fields of an entity in the order of its schema, so that tables and rows follow the wire without a second list. */
export function fieldsOf(entity: EntityDefinition): readonly EntityField[] {
  return Object.entries(entity.schema.shape as Readonly<Record<string, z.core.$ZodType>>).map(([name, type]) => ({
    name,
    kind: kindOf(type),
    isNullable: ['nullable', 'optional'].includes(type._zod.def.type),
    isOptional: type._zod.def.type === 'optional',
    isRequired: !OPTIONAL_TYPES.has(type._zod.def.type),
  }));
}

function kindOf(type: z.core.$ZodType): FieldKind {
  const { def } = (type as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'optional': return kindOf(def.innerType);
    case 'boolean': return 'flag';
    case 'number': return 'integer';
    // The only codecs of rows sent down turn decimal texts into scaled integers.
    case 'pipe': return 'integer';
    case 'array': return 'list';
    default: return 'text';
  } // prettier-ignore
}
