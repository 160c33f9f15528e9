import type { Reader } from '@app/database';
import type { JobId } from '@app/protocol';
import type { SessionOwner } from '../sessions/download-sessions';
import type { Position } from './next-package';

interface PositionRow {
  sessionId: string;
  toVersion: number;
  definition: string;
  state: string;
}

const IS_OF_JOB = `channel_database_id = ? AND epoch = ? AND job = ? AND kind <> 'repair'`;
const IS_OFFERED = `state = 'available' AND kind = 'delta'`;

/** Where a box stands with a job; undefined when it was never sent anything of it in this enrolment. */
export async function positionOf(reader: Reader, { channelDatabaseId, epoch }: SessionOwner, job: JobId): Promise<Position | undefined> {
  const of = [channelDatabaseId, epoch, job];
  const base = await reader.first<PositionRow>(
    `SELECT session_id AS "sessionId", to_version AS "toVersion", definition, state FROM {download_session}
     WHERE ${IS_OF_JOB} AND state <> 'superseded' AND NOT (${IS_OFFERED}) ORDER BY ordinal DESC LIMIT 1`,
    of,
  );
  if (!base) return undefined;
  const offered = await reader.first<{ version: number | null }>(
    `SELECT max(to_version) AS version FROM {download_session} WHERE ${IS_OF_JOB} AND ${IS_OFFERED}`,
    of,
  );
  const { state, ...rest } = base;
  return { ...rest, isCanceled: state === 'canceled', offeredVersion: offered?.version ?? null };
}
