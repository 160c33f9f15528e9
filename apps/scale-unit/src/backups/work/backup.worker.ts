import { parentPort, workerData } from 'node:worker_threads';
import { DomainError } from '@app/kernel';
import type { WorkEnd } from './backup-thread';
import { workHere, type BackupTask } from './backup-work';

/** Entry of the thread for copies: one piece of work, one answer, and the thread ends. */
workHere(workerData as BackupTask, new AbortController().signal).then(
  (result) => tell({ ok: true, result }),
  (error: unknown) => tell({ ok: false, code: codeOf(error), message: error instanceof Error ? error.message : String(error) }),
);

const tell = (end: WorkEnd): void => parentPort?.postMessage(end);
const codeOf = (error: unknown): string => (error instanceof DomainError ? error.code : 'backup.failed');
