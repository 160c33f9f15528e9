import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { UnusableFile } from './unusable-file';

/** SHA-256 of a file, hexadecimal. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  } catch (error) {
    throw new UnusableFile(`it cannot be read: ${(error as Error).message}`);
  }
  return hash.digest('hex');
}

/** The text of a file, piece by piece. Bytes that are none of the encoding, and other bytes than the digest says, make it unusable. */
export async function* textOf(
  path: string,
  { encoding, digest }: { readonly encoding: string; readonly digest: string },
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) {
    hash.update(bytes as Buffer);
    yield decoded(() => decoder.decode(bytes as Buffer, { stream: true }), encoding);
  }
  yield decoded(() => decoder.decode(), encoding);
  if (hash.digest('hex') !== digest) throw new UnusableFile('it changed while it was read; send it again when it is whole');
}

function decoded(decode: () => string, encoding: string): string {
  try {
    return decode();
  } catch {
    throw new UnusableFile(`it is not ${encoding} text; the mapping may name another encoding`);
  }
}
