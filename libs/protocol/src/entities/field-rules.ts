import type { z } from 'zod';
import type { EntityDefinition } from './define-entity';

/** What the schema asks of one value, in a form that can be checked without zod: by plain code or in SQL. */
export type ValueRule =
  | { readonly kind: 'text'; readonly shortest: number; readonly longest: number; readonly pattern?: RegExp }
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  | { readonly kind: 'integer'; readonly least: number; readonly most: number }
  /** A decimal text on the wire, an exact integer when stored. */
  | { readonly kind: 'scaled' }
  | { readonly kind: 'flag' }
  /** Only the schema itself can say. */
  | { readonly kind: 'schema' };

export interface FieldRule {
  readonly field: string;
  readonly isNullable: boolean;
  readonly isOptional: boolean;
  readonly rule: ValueRule;
  readonly schema: z.ZodType;
}

/**
 * The rules of an entity's fields, in the order of its schema. They never accept what the schema refuses; what they refuse the schema may
 * still accept, such as a field that is absent and has a default.
 */
export function fieldRules(entity: EntityDefinition): readonly FieldRule[] {
  return Object.entries(entity.schema.shape as Readonly<Record<string, z.ZodType>>).map(([field, schema]) => {
    const { inner, ...may } = unwrapped(schema);
    return { field, ...may, rule: ruleOf(inner), schema };
  });
}

type Def = z.core.$ZodTypes['_zod']['def'];
type CheckDef = z.core.$ZodChecks['_zod']['def'];

interface Unwrapped {
  readonly inner: Def;
  readonly isNullable: boolean;
  readonly isOptional: boolean;
}

function unwrapped(type: z.core.$ZodType): Unwrapped {
  const { def } = (type as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'nullable': return { ...unwrapped(def.innerType), isNullable: true };
    case 'optional': return { ...unwrapped(def.innerType), isOptional: true };
    case 'default':
    case 'prefault': return unwrapped(def.innerType);
    default: return { inner: def, isNullable: false, isOptional: false };
  } // prettier-ignore
}

function ruleOf(def: Def): ValueRule {
  const checks = (def.checks ?? []).map((check) => (check as z.core.$ZodChecks)._zod.def);
  switch (def.type) {
    case 'boolean': return checks.length === 0 ? { kind: 'flag' } : { kind: 'schema' };
    case 'enum': return enumRule(Object.values(def.entries));
    case 'string': return textRule(checks);
    case 'number': return integerRule(def, checks);
    // The only codecs of rows sent down turn decimal texts into scaled integers.
    case 'pipe': return { kind: 'scaled' };
    default: return { kind: 'schema' };
  } // prettier-ignore
}

function enumRule(values: readonly (string | number)[]): ValueRule {
  return values.every((value) => typeof value === 'string') ? { kind: 'one-of', values } : { kind: 'schema' };
}

function textRule(checks: readonly CheckDef[]): ValueRule {
  let [shortest, longest, pattern] = [0, Infinity, undefined as RegExp | undefined];
  for (const check of checks) {
    if (check.check === 'min_length') shortest = Math.max(shortest, check.minimum);
    else if (check.check === 'max_length') longest = Math.min(longest, check.maximum);
    else if (isPlainPattern(check) && pattern === undefined) pattern = check.pattern;
    else return { kind: 'schema' };
  }
  return { kind: 'text', shortest, longest, ...(pattern && { pattern }) };
}

/** A pattern that remembers where it stopped would judge the same text differently each time. */
function isPlainPattern(check: CheckDef): check is z.core.$ZodCheckRegexDef {
  return check.check === 'string_format' && check.format === 'regex' && check.pattern !== undefined && !/[gy]/.test(check.pattern.flags);
}

function integerRule(def: Def, checks: readonly CheckDef[]): ValueRule {
  const isInteger = 'format' in def && def.format === 'safeint';
  let [least, most] = [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  for (const check of checks) {
    if (check.check === 'greater_than' && check.inclusive) least = Math.max(least, Number(check.value));
    else if (check.check === 'less_than' && check.inclusive) most = Math.min(most, Number(check.value));
    else if (check.check !== 'number_format') return { kind: 'schema' };
  }
  return isInteger ? { kind: 'integer', least, most } : { kind: 'schema' };
}
