import { z } from 'zod';
import type { EntityDefinition } from './define-entity';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The one text of a row: its fields in wire form in the order of the schema, decimals without needless digits. Rows that say the same
 * have the same text, so texts can be compared and digested.
 */
export function rowText(entity: EntityDefinition, decoded: Fields): string {
  const wire: Fields = z.encode(entity.schema, decoded);
  return JSON.stringify(Object.fromEntries(Object.keys(entity.schema.shape).map((field) => [field, wire[field]])));
}

/** How a row is identified: its key fields as a JSON list. They are plain texts, the same decoded and on the wire. */
export function keyText(entity: EntityDefinition, row: Fields): string {
  return JSON.stringify(entity.key.map((field) => row[field]));
}
