import type { Database, Tx } from '@app/database';
import { DomainError } from '@app/kernel';
import { raiseAlarm, settleAlarms } from '../../sales/alarms';
import { changeFile, findFile, heldFiles, type InboxFile } from './inbox-files';

/** A person's word about a file that is held. What follows from it is done at the inbox's next look. */
export function decideFile(database: Database, fileId: string, decision: 'approve' | 'refuse', now: number): Promise<void> {
  return database.unitOfWork.run(async (tx) => {
    const file = await findFile(tx, fileId);
    if (!file) throw new DomainError('inbox-file.unknown', `there is no file ${fileId}`);
    if (file.state !== 'held') throw new DomainError('inbox-file.not-held', `${file.name} is ${file.state}, not held`);
    await settleAlarms(tx, 'inbox.file-held', now, fileId);
    if (decision === 'approve') await changeFile(tx, fileId, { state: 'applying', filedAt: null });
    else await changeFile(tx, fileId, { state: 'refused', reason: `${file.reason}; refused by a person`, finishedAt: now, filedAt: null });
  });
}

export async function holdFile(tx: Tx, file: InboxFile, reason: string, now: number): Promise<void> {
  await changeFile(tx, file.fileId, { state: 'held', reason, filedAt: null });
  await alarm(tx, 'inbox.file-held', file, reason, now);
}

export async function refuseFile(tx: Tx, file: InboxFile, reason: string, now: number): Promise<void> {
  await changeFile(tx, file.fileId, { state: 'refused', reason, finishedAt: now, filedAt: null });
  await alarm(tx, 'inbox.file-refused', file, reason, now);
}

/** A full file says everything anew: what was held before it is decided by that. */
export async function supersedeHeld(tx: Tx, { series, fileId }: InboxFile, now: number): Promise<void> {
  for (const held of await heldFiles(tx, series ?? '')) {
    if (held.fileId === fileId) continue;
    await settleAlarms(tx, 'inbox.file-held', now, held.fileId);
    await changeFile(tx, held.fileId, {
      state: 'refused',
      reason: `${held.reason}; a later full file came`,
      finishedAt: now,
      filedAt: null,
    });
  }
}

function alarm(
  tx: Tx,
  kind: 'inbox.file-held' | 'inbox.file-refused',
  { fileId, name }: InboxFile,
  reason: string,
  at: number,
): Promise<void> {
  return raiseAlarm(tx, { kind, channelDatabaseId: null, subject: fileId, details: { name, reason }, at });
}
