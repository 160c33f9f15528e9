import { parentPort, workerData } from 'node:worker_threads';
import { yieldToSelling } from '../yield-to-selling';
import { readContents, type ContentReading } from './content-readers';

/** Entry of the worker thread: one request, one answer, and the thread ends. */
void (async () => {
  yieldToSelling();
  parentPort?.postMessage(await readContents(workerData as ContentReading));
})();
