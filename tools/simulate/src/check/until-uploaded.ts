import { setTimeout as sleep } from 'node:timers/promises';
import type { Commerce } from '../register/commerce';

const ASK_AGAIN_MS = 200;
const LONGEST_MS = 180_000;

interface UploadState {
  readonly waitingCount: number;
}

/** Waits until the appliance says that headquarters has everything. */
export async function untilUploaded(commerce: Commerce): Promise<void> {
  for (const began = Date.now(); ;) {
    const { content } = await commerce.ask<UploadState>('GET', '/upload-state');
    if (content.waitingCount === 0) return;
    if (Date.now() - began > LONGEST_MS) throw new Error(`${content.waitingCount} records still wait for headquarters`);
    await sleep(ASK_AGAIN_MS);
  }
}
