import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { apply, type ApplyRequest } from './apply';

/**
 * Entry of the worker thread: one request, one answer, and the thread ends, so that an idle box keeps no second heap.
 * It opens the catalog only; the store file belongs to the main thread.
 */
void (async () => {
  yieldToSelling();
  parentPort?.postMessage(await apply(workerData as ApplyRequest));
})();

/** On Linux each thread has its own priority: registers come first when the processor is short. Elsewhere it stays as it is. */
function yieldToSelling(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system without threads in /proc applies at normal priority.
  }
}
