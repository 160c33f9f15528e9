import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { PackageFault } from '../package-fault';

const BLOCK_BYTES = 256 * 1024;

export interface PackedFile {
  readonly path: string;
  readonly sha256: string;
}

/** Unpacks a gzipped file of which nothing is believed but its digest, which is checked before anybody opens what came out. */
export async function unpackFile({ path, sha256 }: PackedFile, target: string, limitBytes: number): Promise<void> {
  const digest = createHash('sha256');
  const packed = createReadStream(path, { highWaterMark: BLOCK_BYTES });
  packed.on('data', (chunk) => digest.update(chunk));
  try {
    await pipeline(packed, createGunzip({ chunkSize: BLOCK_BYTES }), bounded(limitBytes), createWriteStream(target, { mode: 0o600 }));
  } catch (cause) {
    if (cause instanceof PackageFault || isOfDisk(cause)) throw cause;
    throw new PackageFault('segment-damaged', `the SQLite form cannot be read: ${String(cause)}`, { cause });
  }
  if (digest.digest('hex') !== sha256) throw new PackageFault('segment-damaged', 'the digest of the SQLite form differs');
}

function bounded(limitBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limitBytes) done(new PackageFault('too-large', `the SQLite form unpacks to more than ${limitBytes} bytes`));
      else done(null, chunk);
    },
  });
}

const isOfDisk = (cause: unknown): boolean => (cause as NodeJS.ErrnoException).syscall === 'write';
