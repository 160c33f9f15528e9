import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ApplyOutcome, ApplyRequest } from './apply';

/** Applies packages somewhere; in production in a worker thread, in unit tests in place. */
export type Applier = (request: ApplyRequest) => Promise<ApplyOutcome>;

/** Heap of the worker in MiB: rows are streamed, so this is far more than it needs and still a bound. */
const MAX_HEAP_MIB = 256;

/** Applies in a thread of its own, so that a large package never holds the event loop that sells. */
export const applyInThread: Applier = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'apply-worker.js'), {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the apply worker ended with code ${code}`)));
  });
