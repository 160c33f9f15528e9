import type { Reader, Tx } from '@app/database';
import { DomainError } from '@app/kernel';
import type { ConnectionProfile } from '@app/protocol';
import { readParameters } from './parameters';

/** A named way to use a line; channel databases without one go by the parameters. */
export interface NamedProfile extends ConnectionProfile {
  readonly connectionProfileId: string;
  readonly name: string;
}

type ProfileRow = Omit<NamedProfile, 'isMetered' | 'isPaused'> & { isMetered: number; isPaused: number };

const COLUMNS = `p.connection_profile_id AS "connectionProfileId", p.name, p.poll_seconds AS "pollSeconds", p.upload_seconds AS "uploadSeconds",
  p.rate_kilobytes_per_second AS "rateKilobytesPerSecond", p.is_metered AS "isMetered", p.is_paused AS "isPaused"`;

export async function listProfiles(reader: Reader): Promise<NamedProfile[]> {
  const rows = await reader.query<ProfileRow>(`SELECT ${COLUMNS} FROM {connection_profile} p ORDER BY p.connection_profile_id`);
  return rows.map(asProfile);
}

/** How the box of a channel database should use its line. */
export async function profileOf(reader: Reader, channelDatabaseId: string): Promise<ConnectionProfile> {
  const row = await reader.first<ProfileRow>(
    `SELECT ${COLUMNS} FROM {channel_database} d JOIN {connection_profile} p ON p.connection_profile_id = d.connection_profile_id
     WHERE d.channel_database_id = ?`,
    [channelDatabaseId],
  );
  if (row) {
    const { connectionProfileId: _, name: __, ...profile } = asProfile(row);
    return profile;
  }
  const { pollSeconds, uploadSeconds } = await readParameters(reader);
  return { pollSeconds, uploadSeconds, rateKilobytesPerSecond: null, isMetered: false, isPaused: false };
}

export async function putProfile(tx: Tx, profile: NamedProfile): Promise<void> {
  const { connectionProfileId, name, pollSeconds, uploadSeconds, rateKilobytesPerSecond, isMetered, isPaused } = profile;
  await tx.run(
    `INSERT OR REPLACE INTO {connection_profile} (connection_profile_id, name, poll_seconds, upload_seconds, rate_kilobytes_per_second, is_metered, is_paused)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [connectionProfileId, name, pollSeconds, uploadSeconds, rateKilobytesPerSecond, isMetered ? 1 : 0, isPaused ? 1 : 0],
  );
}

/** Null takes the profile away. */
export async function assignProfile(tx: Tx, channelDatabaseId: string, connectionProfileId: string | null): Promise<void> {
  const known = await tx.first(`SELECT 1 AS found FROM {connection_profile} WHERE connection_profile_id = ?`, [connectionProfileId]);
  if (connectionProfileId !== null && !known) {
    throw new DomainError('connection-profile.unknown', `there is no connection profile ${connectionProfileId}`);
  }
  const { changes } = await tx.run(`UPDATE {channel_database} SET connection_profile_id = ? WHERE channel_database_id = ?`, [
    connectionProfileId,
    channelDatabaseId,
  ]);
  if (changes === 0) throw new DomainError('channel-database.unknown', `there is no channel database ${channelDatabaseId}`);
}

const asProfile = (row: ProfileRow): NamedProfile => ({ ...row, isMetered: row.isMetered === 1, isPaused: row.isPaused === 1 });
