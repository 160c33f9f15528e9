import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CheckDepth, FileCheck } from './check-file';

/** Checks a file somewhere; in production in a thread, in tests in place. */
export type FileChecker = (file: string, depth: CheckDepth, signal: AbortSignal) => Promise<FileCheck>;

/** Heap of the thread in MiB: SQLite's pages are outside of it. */
const MAX_HEAP_MIB = 32;

/** In a thread of its own, so that a large file never holds the event loop that sells. */
export const checkInThread: FileChecker = (file, depth, signal) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'check.worker.js'), {
      workerData: { file, depth },
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB },
    });
    signal.addEventListener('abort', () => void worker.terminate(), { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the check of ${file} ended with code ${code}`)));
  });
