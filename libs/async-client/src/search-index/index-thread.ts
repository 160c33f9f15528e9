import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SearchIndexer } from './index-catalog';

/** Heap of the worker: a batch of products with their words, several times over. */
const HEAP = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 };

/** Indexes in a thread of its own that ends with its work. */
export const indexInThread =
  (directory: string): SearchIndexer =>
  (signal) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(join(__dirname, 'index-worker.js'), { workerData: directory, resourceLimits: HEAP });
      signal.addEventListener('abort', () => void worker.terminate(), { once: true });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the search index worker ended with code ${code}`)));
    });
