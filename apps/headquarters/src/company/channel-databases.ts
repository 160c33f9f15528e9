import { DomainError } from '@app/kernel';
import { channelEntity } from '@app/protocol';
import type { Reader, Tx } from '@app/database';
import { findRow, type WireRow } from './company-rows';
import { noteDefinitionChange } from './version-counters';

/** What one appliance keeps: the data of one or more channels, from the packages of its data group. */
export interface ChannelDatabase {
  readonly channelDatabaseId: string;
  readonly dataGroupId: string;
  readonly name: string;
  /** Of the last enrolment; 0 before the first. */
  readonly epoch: number;
  readonly channelIds: readonly string[];
}

interface ChannelDatabaseRow {
  channelDatabaseId: string;
  dataGroupId: string;
  name: string;
  epoch: number;
  channelIds: string;
}

const SELECT = `
  SELECT d.channel_database_id AS "channelDatabaseId", d.data_group_id AS "dataGroupId", d.name, d.epoch,
    (SELECT json_group_array(c.channel_id) FROM {channel_database_channel} c
     WHERE c.channel_database_id = d.channel_database_id ORDER BY c.channel_id) AS "channelIds"
  FROM {channel_database} d`;

export async function putDataGroup(tx: Tx, group: { dataGroupId: string; name: string }): Promise<void> {
  await tx.run(
    `INSERT INTO {data_group} (data_group_id, name) VALUES (?, ?) ON CONFLICT (data_group_id) DO UPDATE SET name = excluded.name`,
    [group.dataGroupId, group.name],
  );
}

/** Makes or changes a channel database. A channel belongs to one channel database at most. */
export async function putChannelDatabase(tx: Tx, database: Omit<ChannelDatabase, 'epoch'>): Promise<void> {
  const { channelDatabaseId, dataGroupId, name, channelIds } = database;
  await requireDataGroup(tx, dataGroupId);
  await tx.run(
    `INSERT INTO {channel_database} (channel_database_id, data_group_id, name, epoch) VALUES (?, ?, ?, 0)
     ON CONFLICT (channel_database_id) DO UPDATE SET data_group_id = excluded.data_group_id, name = excluded.name`,
    [channelDatabaseId, dataGroupId, name],
  );
  await tx.run(`DELETE FROM {channel_database_channel} WHERE channel_database_id = ?`, [channelDatabaseId]);
  for (const channelId of channelIds) await attachChannel(tx, channelDatabaseId, channelId);
  await noteDefinitionChange(tx);
}

export function listChannelDatabases(reader: Reader): Promise<ChannelDatabase[]> {
  return select(reader, 'ORDER BY d.channel_database_id', []);
}

export interface DataGroup {
  readonly dataGroupId: string;
  readonly name: string;
}

export function listDataGroups(reader: Reader): Promise<DataGroup[]> {
  return reader.query<DataGroup>(`SELECT data_group_id AS "dataGroupId", name FROM {data_group} ORDER BY data_group_id`);
}

export interface ChannelDatabasePage {
  readonly groups: readonly string[];
  /** Only of these groups, or with one of these channels; null for all. */
  readonly changed: { readonly groups: readonly string[]; readonly scopeIds: readonly string[] } | null;
  /** The last of the page before. */
  readonly after: string;
  readonly limit: number;
}

/** Channel databases that have a box, in the order of their ids. */
export function pageOfChannelDatabases(reader: Reader, { groups, changed, after, limit }: ChannelDatabasePage): Promise<ChannelDatabase[]> {
  const isConcerned = `(d.data_group_id IN (SELECT value FROM json_each(?)) OR d.channel_database_id IN (
    SELECT c.channel_database_id FROM json_each(?) s JOIN {channel_database_channel} c ON c.channel_id = s.value))`;
  const tail = `WHERE d.epoch > 0 AND d.channel_database_id > ? AND d.data_group_id IN (SELECT value FROM json_each(?))
    ${changed ? `AND ${isConcerned}` : ''} ORDER BY d.channel_database_id LIMIT ?`;
  const concerned = changed ? [JSON.stringify(changed.groups), JSON.stringify(changed.scopeIds)] : [];
  return select(reader, tail, [after, JSON.stringify(groups), ...concerned, limit]);
}

export async function channelDatabase(reader: Reader, channelDatabaseId: string): Promise<ChannelDatabase> {
  const [found] = await select(reader, 'WHERE d.channel_database_id = ?', [channelDatabaseId]);
  if (!found) throw new DomainError('channel-database.unknown', `there is no channel database ${channelDatabaseId}`);
  return found;
}

/** The channels' own rows: name, address, legal entity, currency. */
export async function channelsOf(reader: Reader, database: ChannelDatabase): Promise<WireRow<typeof channelEntity>[]> {
  const rows = await Promise.all(database.channelIds.map((channelId) => findRow(reader, channelEntity, { channelId })));
  return rows.filter((row) => row !== undefined);
}

/** Legal entities whose rows the data group's packages carry: those of all its channels, sorted. */
export async function legalEntitiesOf(reader: Reader, dataGroupId: string): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `SELECT DISTINCT json_extract(r.body, '$.legalEntityId') AS id FROM {channel_database} d
     JOIN {channel_database_channel} c ON c.channel_database_id = d.channel_database_id
     JOIN {company_row} r ON r.entity = 'channel' AND r.scope_id = c.channel_id AND r.is_deleted = 0
     WHERE d.data_group_id = ? ORDER BY 1`,
    [dataGroupId],
  );
  return rows.map(({ id }) => id);
}

/** How the channels of a data group count their days, each way once. */
export function daysOf(reader: Reader, dataGroupId: string): Promise<{ timeZone: string; dayCutOffMinutes: number }[]> {
  return reader.query(
    `SELECT DISTINCT json_extract(r.body, '$.timeZone') AS "timeZone", json_extract(r.body, '$.dayCutOffMinutes') AS "dayCutOffMinutes"
     FROM {channel_database} d
     JOIN {channel_database_channel} c ON c.channel_database_id = d.channel_database_id
     JOIN {company_row} r ON r.entity = 'channel' AND r.scope_id = c.channel_id AND r.is_deleted = 0
     WHERE d.data_group_id = ?`,
    [dataGroupId],
  );
}

async function select(reader: Reader, tail: string, params: readonly (string | number)[]): Promise<ChannelDatabase[]> {
  const rows = await reader.query<ChannelDatabaseRow>(`${SELECT} ${tail}`, params);
  return rows.map((row) => ({ ...row, channelIds: (JSON.parse(row.channelIds) as string[]).sort() }));
}

async function requireDataGroup(tx: Tx, dataGroupId: string): Promise<void> {
  const [group] = await tx.query(`SELECT 1 AS found FROM {data_group} WHERE data_group_id = ?`, [dataGroupId]);
  if (!group) throw new DomainError('data-group.unknown', `there is no data group ${dataGroupId}`);
}

async function attachChannel(tx: Tx, channelDatabaseId: string, channelId: string): Promise<void> {
  if (!(await findRow(tx, channelEntity, { channelId }))) {
    throw new DomainError('channel.unknown', `there is no channel ${channelId}`);
  }
  const [other] = await tx.query(`SELECT 1 AS found FROM {channel_database_channel} WHERE channel_id = ?`, [channelId]);
  if (other) throw new DomainError('channel.taken', `channel ${channelId} belongs to another channel database`);
  await tx.run(`INSERT INTO {channel_database_channel} (channel_database_id, channel_id) VALUES (?, ?)`, [channelDatabaseId, channelId]);
}
