import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FetchOutcome } from './fetch-outcome';

export interface PartExpectation {
  /** The bytes go on behind what the file holds; otherwise they begin it anew. */
  readonly isResumed: boolean;
  readonly sizeBytes: number;
}

/** Writes what arrives and flushes it. What came before a cut stays and counts next time. */
export async function appendTo(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  { isResumed, sizeBytes }: PartExpectation,
): Promise<FetchOutcome> {
  const file = await open(path, isResumed ? 'a' : 'w');
  try {
    let { size } = await file.stat();
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > sizeBytes) return { ok: false, kind: 'damaged', reason: 'the segment is longer than its manifest says' };
      await file.write(chunk);
    }
    if (size < sizeBytes) return { ok: false, kind: 'unreachable', reason: `cut after ${size} of ${sizeBytes} bytes` };
    await file.sync();
    return { ok: true };
  } catch (error) {
    return { ok: false, kind: 'unreachable', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await file.close();
  }
}

export async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer);
  return digest.digest('hex');
}
