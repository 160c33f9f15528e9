import type { Reader, Tx } from '@app/database';
import { keyText, wireText, type EntityDefinition } from '@app/protocol';
import type { z } from 'zod';
import { counterValue } from './version-counters';

/** A row of an entity as it stands on the wire. */
export type WireRow<Entity extends EntityDefinition = EntityDefinition> = z.input<Entity['schema']>;

/** Whom a row is for: a channel, a legal entity, or everybody (''). */
function scopeOf(entity: EntityDefinition, row: Readonly<Record<string, unknown>>): string {
  return String(entity.scope === 'channel' ? row.channelId : (row.legalEntityId ?? ''));
}

const UPSERT = `
  INSERT INTO {company_row} (entity, row_key, scope_id, version, is_deleted, body) VALUES (?, ?, ?, ?, 0, ?)
  ON CONFLICT (entity, row_key) DO UPDATE SET
    scope_id = excluded.scope_id, version = excluded.version, is_deleted = 0, body = excluded.body
  WHERE excluded.body <> {company_row}.body OR {company_row}.is_deleted = 1`;

const REMOVE = `
  UPDATE {company_row} SET is_deleted = 1, version = ? + (SELECT key FROM json_each(?) WHERE value = row_key)
  WHERE entity = ? AND is_deleted = 0 AND row_key IN (SELECT value FROM json_each(?))`;

/** Inserts or replaces rows by business key. A row that says the same as before keeps its version: nothing is sent down for it. */
export async function upsertRows<Entity extends EntityDefinition>(
  tx: Tx,
  entity: Entity,
  rows: readonly WireRow<Entity>[],
): Promise<{ changedCount: number }> {
  if (rows.length === 0) return { changedCount: 0 };
  let version = await takeVersions(tx, rows.length);
  let changedCount = 0;
  const newest = new Map<string, number>();
  for (const row of rows as readonly Record<string, unknown>[]) {
    const scopeId = scopeOf(entity, row);
    const { changes } = await tx.run(UPSERT, [entity.name, keyText(entity, row), scopeId, version, wireText(entity, row)]);
    if (changes > 0) newest.set(scopeId, version);
    changedCount += changes;
    version += 1;
  }
  await noteVersions(tx, entity, newest);
  return { changedCount };
}

/** Leaves tombstones: a deletion has a version and goes down like any change. */
export async function removeRows(tx: Tx, entity: EntityDefinition, keys: readonly string[]): Promise<{ removedCount: number }> {
  if (keys.length === 0) return { removedCount: 0 };
  const list = JSON.stringify(keys);
  const from = await takeVersions(tx, keys.length);
  const { changes } = await tx.run(REMOVE, [from, list, entity.name, list]);
  const scopes = await tx.query<{ scopeId: string; version: number }>(
    `SELECT scope_id AS "scopeId", max(version) AS version FROM {company_row} WHERE entity = ? AND row_key IN (SELECT value FROM json_each(?))
       AND version >= ? GROUP BY scope_id`,
    [entity.name, list, from],
  );
  await noteVersions(tx, entity, new Map(scopes.map(({ scopeId, version }) => [scopeId, version])));
  return { removedCount: changes };
}

async function noteVersions(tx: Tx, entity: EntityDefinition, newest: ReadonlyMap<string, number>): Promise<void> {
  for (const [scopeId, version] of newest) {
    await tx.run(
      `INSERT INTO {scope_version} (entity, scope_id, version) VALUES (?, ?, ?)
       ON CONFLICT (entity, scope_id) DO UPDATE SET version = excluded.version`,
      [entity.name, scopeId, version],
    );
  }
}

/** The version of the newest change of any row. */
export function currentVersion(reader: Reader): Promise<number> {
  return counterValue(reader, 'company');
}

async function takeVersions(tx: Tx, count: number): Promise<number> {
  await tx.run(`UPDATE {row_version} SET value = value + ? WHERE name = 'company'`, [count]);
  return (await currentVersion(tx)) - count + 1;
}

export interface PageRequest {
  readonly filter: Readonly<Record<string, string>>;
  readonly limit: number;
  /** Row key after which the page begins. */
  readonly after?: string;
}

/** Rows that are not deleted, in key order. */
export async function pageOfRows(reader: Reader, entity: EntityDefinition, page: PageRequest): Promise<{ key: string; body: string }[]> {
  const conditions = ['entity = ?', 'is_deleted = 0', 'row_key > ?'];
  const params: (string | number)[] = [entity.name, page.after ?? ''];
  for (const [field, value] of Object.entries(page.filter)) {
    conditions.push(`json_extract(body, ?) = ?`);
    params.push(`$.${field}`, value);
  }
  return reader.query<{ key: string; body: string }>(
    `SELECT row_key AS "key", body FROM {company_row} WHERE ${conditions.join(' AND ')} ORDER BY row_key LIMIT ?`,
    [...params, page.limit],
  );
}

/** One row by its key fields; undefined when there is none. */
export async function findRow<Entity extends EntityDefinition>(
  reader: Reader,
  entity: Entity,
  key: Readonly<Record<string, string>>,
): Promise<WireRow<Entity> | undefined> {
  const [row] = await reader.query<{ body: string }>(`SELECT body FROM {company_row} WHERE entity = ? AND row_key = ? AND is_deleted = 0`, [
    entity.name,
    keyText(entity, key),
  ]);
  return row && (JSON.parse(row.body) as WireRow<Entity>);
}
