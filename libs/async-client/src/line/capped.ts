import type { LineUse } from './line-use';

/** The same bytes, no faster than the line's cap allows. */
export async function* capped(bytes: AsyncIterable<Uint8Array>, line: LineUse): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    yield chunk;
    await line.spend(chunk.length);
  }
}
