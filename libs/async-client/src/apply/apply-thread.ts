import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ApplyOutcome, ApplyRequest } from './apply';

/** Applies packages somewhere; in production in a worker thread, in unit tests in place. */
export type Applier = (request: ApplyRequest) => Promise<ApplyOutcome>;

/** Heap of the worker: rows are streamed and die young, so that little room for them is enough, and far more is a bound. */
const HEAP = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 };

/** Applies in a thread of its own, so that a large package never holds the event loop that sells. */
export const applyInThread: Applier = (request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'apply-worker.js'), {
      workerData: request,
      resourceLimits: HEAP,
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the apply worker ended with code ${code}`)));
  });
