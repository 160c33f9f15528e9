import type { z } from 'zod';

/** Number of a scheduler job: a predefined one of `JOB_NAMES`, or one of the company's own. */
export type JobId = string;

/**
 * One kind of row sent down. The name is the name on the wire and, in snake case, of the table in the catalog.
 * `group` rows are the same for every channel of a data group; `channel` rows belong to one channel.
 */
export interface EntityDefinition<Shape extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  /** The job that carries it unless headquarters moved it to another. It travels in exactly one. */
  readonly job: JobId;
  readonly scope: 'group' | 'channel';
  /** Fields that identify a row; all of them are in the schema. */
  readonly key: readonly string[];
  readonly schema: Shape;
}

export function defineEntity<Shape extends z.ZodObject>(
  definition: Omit<EntityDefinition<Shape>, 'key'> & { readonly key: readonly (keyof z.output<Shape> & string)[] },
): EntityDefinition<Shape> {
  return definition;
}

/** A decoded row of an entity. */
export type RowOf<Definition extends EntityDefinition> = z.output<Definition['schema']>;
