import { DomainError } from '@app/kernel';
import { channelEntity } from '@app/protocol';
import type { Reader, Tx } from '@app/database';
import { findRow, type WireRow } from './company-rows';

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
}

export function listChannelDatabases(reader: Reader): Promise<ChannelDatabase[]> {
  return select(reader, 'ORDER BY d.channel_database_id', []);
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

async function select(reader: Reader, tail: string, params: readonly string[]): Promise<ChannelDatabase[]> {
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
