import { resolved, type Components, type Json, type Schema } from './sample';

/** A field deep in a body: where it is, and what its schema says. */
export interface Leaf {
  readonly path: readonly (string | number)[];
  readonly schema: Schema;
}

/** Every text, number and flag in a sample, by the schema it was made from. */
export function leavesOf(given: Schema, sample: Json | undefined, components: Components, path: readonly (string | number)[] = []): Leaf[] {
  if (sample === undefined) return [];
  const schema = resolved(given, components);
  if (Array.isArray(sample)) {
    const { items } = schema;
    return items ? sample.flatMap((one, index) => leavesOf(items, one, components, [...path, index])) : [];
  }
  if (sample === null || typeof sample !== 'object') return [{ path, schema }];
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) => leavesOf(one, sample[name], components, [...path, name]));
}

/** The sample with another value in one place. */
export function changedAt(sample: Json, [first, ...rest]: readonly (string | number)[], value: Json): Json {
  if (first === undefined) return value;
  if (Array.isArray(sample)) return sample.map((one, index) => (index === first ? changedAt(one, rest, value) : one));
  const object = sample as Record<string, Json>;
  return { ...object, [first]: changedAt(object[first] ?? null, rest, value) };
}

export const pointerTo = (path: readonly (string | number)[]): string => path.map((part) => `/${part}`).join('');
