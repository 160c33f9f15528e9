import { parentPort } from 'node:worker_threads';
import { drawHere } from './draw';
import type { DrawAnswer, DrawRequest } from './drawing-thread';

parentPort?.on('message', ({ id, document, paper }: DrawRequest) => {
  const answer = (given: DrawAnswer): void => parentPort?.postMessage(given);
  drawHere(document, paper).then(
    (bytes) => answer({ id, bytes }),
    (error: unknown) => answer({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
