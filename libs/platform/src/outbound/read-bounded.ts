/** All bytes of a stream; undefined, with the stream ended, when there are more than the bound. */
export async function readBounded(body: AsyncIterable<Uint8Array>, maximumBytes: number): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > maximumBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
