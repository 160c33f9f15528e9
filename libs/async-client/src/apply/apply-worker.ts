import { parentPort, workerData } from 'node:worker_threads';
import { yieldToSelling } from '../yield-to-selling';
import { apply, type ApplyRequest } from './apply';

/**
 * Entry of the worker thread: one request, one answer, and the thread ends, so that an idle box keeps no second heap.
 * It opens the catalog only; the store file belongs to the main thread.
 */
void (async () => {
  yieldToSelling();
  parentPort?.postMessage(await apply(workerData as ApplyRequest));
})();
