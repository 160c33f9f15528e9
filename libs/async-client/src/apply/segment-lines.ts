import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { Segment } from '@app/protocol';
import { PackageFault } from './package-fault';
import { unpackedLimit } from './unpacked-limit';

/** No row is near this; a longer line means that the file is not what the manifest says. */
const LONGEST_LINE = 1_000_000;
const BLOCK_BYTES = 256 * 1024;

/**
 * The rows of a segment file as lines of text, a block at a time, so that memory does not grow with the file.
 * The file's digest is checked again while it is read: it may have lain on the disk for days.
 */
export async function* segmentLines(path: string, segment: Segment): AsyncGenerator<string[]> {
  const digest = createHash('sha256');
  const file = createReadStream(path, { highWaterMark: BLOCK_BYTES });
  file.on('data', (chunk) => digest.update(chunk));
  const unpacked = file.pipe(createGunzip({ chunkSize: BLOCK_BYTES })).setEncoding('utf8');
  file.on('error', (error) => unpacked.destroy(error));
  try {
    yield* linesOf(unpacked as AsyncIterable<string>, segment);
  } catch (cause) {
    if (cause instanceof PackageFault) throw cause;
    throw new PackageFault('segment-damaged', `${segment.entity} cannot be read: ${String(cause)}`, { cause });
  } finally {
    file.destroy();
  }
  if (digest.digest('hex') !== segment.sha256) throw new PackageFault('segment-damaged', `digest of ${segment.entity} differs`);
}

async function* linesOf(texts: AsyncIterable<string>, segment: Segment): AsyncGenerator<string[]> {
  const limit = unpackedLimit(segment.sizeBytes, segment);
  let rest = '';
  let read = 0;
  for await (const text of texts) {
    // A character is a byte at least, so what has more of them than bytes are allowed is too long in any case.
    read += text.length;
    if (read > limit) throw new PackageFault('too-large', `${segment.entity} unpacks to more than ${limit} bytes`);
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new Error('a line does not end');
    yield lines;
  }
  if (rest !== '') yield [rest];
}
