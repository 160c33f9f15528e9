import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '@app/kernel';
import type { BackupTask, BackupWork, ResultOf } from './backup-work';

/** How a piece of work ended, as it travels between threads: errors lose their code on the way. */
export type WorkEnd =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly code: string; readonly message: string };

/** Heap of the thread in MiB: SQLite's pages and what is compressed are outside of it. */
const MAX_HEAP_MIB = 96;

/** In a thread of its own, so that copying a large store never holds the event loop that sells. */
export const workInThread: BackupWork = <Task extends BackupTask>(task: Task, signal: AbortSignal) =>
  new Promise<ResultOf<Task>>((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'backup.worker.js'), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB },
    });
    signal.addEventListener('abort', () => void worker.terminate(), { once: true });
    worker.once('message', (end: WorkEnd) => {
      if (end.ok) resolve(end.result as ResultOf<Task>);
      else reject(new DomainError(end.code, end.message));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread for copies ended with code ${code}`)));
  });
