import { newId } from '@app/kernel';
import { MILK } from '@app/testing';

/** As much of OpenAPI's schema as our documents use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly nullable?: boolean;
}
export type Components = Readonly<Record<string, Schema>>;
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** What the field of a name takes when its schema alone does not say. */
const BY_NAME: Readonly<Record<string, () => Json>> = {
  staffId: () => 'anna',
  tenderTypeId: () => 'cash',
  registerId: () => 'r1',
  channelId: () => 'store-1',
  barcode: () => MILK,
  productId: () => 'milk',
  code: () => 'ABCD-EFGH-JKMN',
  operation: () => 'cart.void',
  headquartersUrl: () => 'https://127.0.0.1:1',
  fingerprint: () => 'ab'.repeat(32),
  digest: () => 'ab'.repeat(32),
  amount: () => '1.00',
  float: () => '100.00',
  counted: () => '100.00',
  quantity: () => '1',
  weight: () => '0.500',
  tare: () => '0.010',
  rate: () => '0.1',
  unitPrice: () => '1.00',
  depositRate: () => '0.1',
  charge: () => '1.00',
  currency: () => 'ILS',
};

export function resolved(schema: Schema, components: Components): Schema {
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) return resolved(components[name] ?? {}, components);
  const [first] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  return first ? resolved(first, components) : schema;
}

/** A value the schema takes, with every field there is. */
export function sampleOf(given: Schema, components: Components, name = ''): Json {
  const schema = resolved(given, components);
  if (schema.enum) return schema.enum[0] as Json;
  if (schema.type === 'object') return sampleObject(schema, components);
  if (schema.type === 'array') return schema.items ? [sampleOf(schema.items, components, name)] : [];
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (schema.type === 'boolean') return false;
  return BY_NAME[name]?.() ?? (schema.pattern === '^\\d{4}$' ? '1234' : textFor(name));
}

function sampleObject({ properties = {} }: Schema, components: Components): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, sampleOf(schema, components, name)]));
}

/** Ids are new, because an id that was taken is refused for that. */
function textFor(name: string): string {
  if (name === 'id' || name === 'transactionId' || name.endsWith('Id')) return newId();
  return 'text';
}
