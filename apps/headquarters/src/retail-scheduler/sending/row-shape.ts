import type { LocalDate } from '@app/kernel';
import { ENDS_WITH, fieldsOf, wireText, type EntityDefinition } from '@app/protocol';
import { passes } from '../definitions/subjob-filter';
import type { Subjob } from '../definitions/subjobs';

/** The text a row goes down as; undefined when it does not go down. */
type RowShape = (body: string) => string | undefined;

export interface ShapedEntity {
  readonly entity: EntityDefinition;
  /** What the texts depend on beside the rows: the same name, the same texts. */
  readonly name: string;
  readonly shape: RowShape;
}

/** How rows of a subjob go down to a scope whose business date is `today`; null for a scope of several channels. */
export function shapeOf(
  entity: EntityDefinition,
  subjob: Pick<Subjob, 'fields' | 'filter' | 'revision'>,
  today: LocalDate | null,
): ShapedEntity {
  const ends = today === null ? undefined : ENDS_WITH[entity.name];
  const name = ends === undefined ? `${subjob.revision}` : `${subjob.revision} on ${today}`;
  const { fields, filter } = subjob;
  if (ends === undefined && filter.length === 0 && fields === null) return { entity, name, shape: (body) => body };
  const passesFilter = passes(entity, filter);
  const isOver = (row: Row): boolean => ends !== undefined && today !== null && String(row[ends]) < today;
  const write = writerOf(entity, fields);
  const shape: RowShape = (body) => {
    const row = JSON.parse(body) as Row;
    return passesFilter(row) && !isOver(row) ? write(row, body) : undefined;
  };
  return { entity, name, shape };
}

/** The line that takes a row away from a box. */
export function deletionOf({ key }: EntityDefinition, rowKey: string): string {
  const values = JSON.parse(rowKey) as unknown[];
  return JSON.stringify({ $delete: Object.fromEntries(key.map((field, at) => [field, values[at]])) });
}

type Row = Readonly<Record<string, unknown>>;

/** A field that is left out has no value: null, or absent, or what the schema has for an absent one. */
function writerOf(entity: EntityDefinition, fields: readonly string[] | null): (row: Row, body: string) => string {
  if (fields === null) return (_, body) => body;
  const left = fieldsOf(entity).filter(({ name }) => !fields.includes(name));
  const blanks = Object.fromEntries(left.map(({ name, isNullable }) => [name, isNullable ? null : undefined]));
  return (row) => wireText(entity, { ...row, ...blanks });
}
