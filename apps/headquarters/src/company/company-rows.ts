import type { EntityDefinition } from '@app/protocol';
import type { z } from 'zod';
import type { Reader, Tx } from '@app/database';

/** A row of an entity as it stands on the wire. */
export type WireRow<Entity extends EntityDefinition = EntityDefinition> = z.input<Entity['schema']>;

/** How a row is identified in storage: its key fields as a JSON list. */
export function rowKey(entity: EntityDefinition, row: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(entity.key.map((field) => row[field]));
}

/** Whom a row is for: a channel, a legal entity, or everybody (''). */
function scopeOf(entity: EntityDefinition, row: Readonly<Record<string, unknown>>): string {
  return String(entity.scope === 'channel' ? row.channelId : (row.legalEntityId ?? ''));
}

/** The same row always gives the same text: fields in the order of the schema. */
function canonicalText(fields: readonly string[], row: Readonly<Record<string, unknown>>): string {
  const ordered: Record<string, unknown> = {};
  for (const field of fields) ordered[field] = row[field];
  return JSON.stringify(ordered);
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
  const fields = Object.keys(entity.schema.shape);
  let version = await takeVersions(tx, rows.length);
  let changedCount = 0;
  for (const row of rows as readonly Record<string, unknown>[]) {
    const parameters = [entity.name, rowKey(entity, row), scopeOf(entity, row), version++, canonicalText(fields, row)];
    changedCount += (await tx.run(UPSERT, parameters)).changes;
  }
  return { changedCount };
}

/** Leaves tombstones: a deletion has a version and goes down like any change. */
export async function removeRows(tx: Tx, entity: EntityDefinition, keys: readonly string[]): Promise<{ removedCount: number }> {
  if (keys.length === 0) return { removedCount: 0 };
  const list = JSON.stringify(keys);
  const { changes } = await tx.run(REMOVE, [await takeVersions(tx, keys.length), list, entity.name, list]);
  return { removedCount: changes };
}

/** The version of the newest change of any row. */
export async function currentVersion(reader: Reader): Promise<number> {
  const [row] = await reader.query<{ value: number }>(`SELECT value FROM {row_version} WHERE name = 'company'`);
  return row?.value ?? 0;
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
    rowKey(entity, key),
  ]);
  return row && (JSON.parse(row.body) as WireRow<Entity>);
}
