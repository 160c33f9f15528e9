import { parentPort, workerData } from 'node:worker_threads';
import { yieldToSelling } from '../yield-to-selling';
import { indexCatalog } from './index-catalog';

/** Entry of the worker thread: one update of the index, one answer, and the thread ends. */
void (async () => {
  yieldToSelling();
  parentPort?.postMessage(await indexCatalog(workerData as string));
})();
