import { createHash } from 'node:crypto';
import { DomainError } from '@app/kernel';
import type { NewBlob } from './blob-store';

/** The bytes of a blob as they come. Fails before its end when they are not those its name says, so that nobody keeps them. */
export async function* checkedBytes({ sha256, sizeBytes, open }: NewBlob): AsyncGenerator<Uint8Array, void> {
  const digest = createHash('sha256');
  let size = 0;
  for await (const chunk of open() as AsyncIterable<Uint8Array>) {
    digest.update(chunk);
    size += chunk.length;
    if (size > sizeBytes) break;
    yield chunk;
  }
  if (size !== sizeBytes || digest.digest('hex') !== sha256)
    throw new DomainError('internal.invariant', `the bytes stored as blob ${sha256} are other bytes`);
}
