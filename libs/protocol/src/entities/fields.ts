import type { z } from 'zod';
import type { EntityDefinition } from './define-entity';

/** What a field holds after decoding: a text, a whole or scaled number, true or false, or a list kept as JSON. */
export type FieldKind = 'text' | 'integer' | 'flag' | 'list';

export interface EntityField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isNullable: boolean;
}

/** The fields of an entity in the order of its schema, so that tables and rows follow the wire without a second list. */
export function fieldsOf(entity: EntityDefinition): readonly EntityField[] {
  return Object.entries(entity.schema.shape as Readonly<Record<string, z.core.$ZodType>>).map(([name, type]) => ({
    name,
    kind: kindOf(type),
    isNullable: type._zod.def.type === 'nullable',
  }));
}

function kindOf(type: z.core.$ZodType): FieldKind {
  const { def } = (type as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'nullable': return kindOf(def.innerType);
    case 'boolean': return 'flag';
    case 'number': return 'integer';
    // The only codecs of rows sent down turn decimal texts into scaled integers.
    case 'pipe': return 'integer';
    case 'array': return 'list';
    default: return 'text';
  } // prettier-ignore
}
