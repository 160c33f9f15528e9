import { parentPort, workerData } from 'node:worker_threads';
import { checkFile, type CheckDepth } from './check-file';

/** Entry of the checking thread: one file, one answer, and the thread ends. */
const { file, depth } = workerData as { file: string; depth: CheckDepth };
parentPort?.postMessage(checkFile(file, depth));
