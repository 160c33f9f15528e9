import type { EntityDefinition } from '@app/protocol';
import type { Tx } from '@app/database';
import { upsertRows, type WireRow } from './company-rows';

/** Rows of one entity, on their way into storage. */
export interface EntityRows {
  readonly entity: EntityDefinition;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Keeps entity and rows together, so that the compiler checks the rows against the entity's schema. */
export function rowsOf<Entity extends EntityDefinition>(entity: Entity, ...rows: readonly WireRow<Entity>[]): EntityRows {
  return { entity, rows };
}

export async function storeRows(tx: Tx, data: readonly EntityRows[]): Promise<void> {
  for (const { entity, rows } of data) await upsertRows(tx, entity, rows);
}
