import type { Reader } from '@app/database';
import { standingAlarms } from '../../repositories/alarms';
import { findBox } from '../../repositories/boxes';
import { uploadStates } from '../../repositories/uploads';
import type { Stream } from '../record-types';
import { missingIn } from './missing-counters';

/** What is missing in the history of a box before this one. */
export interface MissingBefore extends Stream {
  readonly counters: readonly number[];
}

/**
 * What keeps records of boxes before this one from going up: selling goes on, but what follows a gap waits here. Only where the upload came to
 * a stop, for then headquarters has said how much it holds.
 */
export async function missingBefore(reader: Reader): Promise<MissingBefore[]> {
  const identity = (await findBox(reader))?.identity;
  const stuck = new Set((await standingAlarms(reader)).flatMap(({ code, subject }) => (code === 'upload.stuck' ? subject : [])));
  const found: MissingBefore[] = [];
  for (const { instanceId, epoch, fork } of await uploadStates(reader)) {
    const isOwn = instanceId === identity?.instanceId && epoch === identity.epoch && fork === identity.fork;
    if (isOwn || !stuck.has(`${instanceId}/${epoch}/${fork}`)) continue;
    const last = await lastCounterIn(reader, { instanceId, epoch, fork });
    const counters = await missingIn(reader, { instanceId, epoch, fork }, last);
    if (counters.length > 0) found.push({ instanceId, epoch, fork, counters });
  }
  return found;
}

async function lastCounterIn(reader: Reader, { instanceId, epoch, fork }: Stream): Promise<number> {
  const row = await reader.first<{ last: number | null }>(
    'SELECT MAX(counter) AS last FROM {record} WHERE instance_id = ? AND epoch = ? AND fork = ?',
    [instanceId, epoch, fork],
  );
  return row?.last ?? 0;
}
