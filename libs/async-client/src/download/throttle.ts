import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes no faster than so many kilobytes in a second over the whole stream; as fast as they come when that is null. */
export async function* throttled(bytes: AsyncIterable<Uint8Array>, kilobytesPerSecond: number | null): AsyncGenerator<Uint8Array> {
  const began = performance.now();
  let passed = 0;
  for await (const chunk of bytes) {
    yield chunk;
    passed += chunk.length;
    if (kilobytesPerSecond === null) continue;
    const ahead = passed / kilobytesPerSecond - (performance.now() - began);
    if (ahead > 0) await sleep(ahead);
  }
}
