import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, fsyncSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { DomainError } from '@app/kernel';
import { recoveryCodeId, sealingKey } from './recovery-code';

/** What stands before the sealed bytes, readable without a code and not changeable without one. */
export interface SealHeader<About = unknown> {
  /** Which recovery code opens the file. */
  readonly codeId: string;
  /** Hexadecimal; makes the key of this file. */
  readonly salt: string;
  /** Of the file that was sealed. */
  readonly plainBytes: number;
  readonly about: About;
}

const MAGIC = 'store-scale-unit backup 1\n';
const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;
const MAX_HEADER_BYTES = 64 * 1024;

interface Sealing {
  readonly code: string;
  readonly about: unknown;
  readonly signal?: AbortSignal;
}

/** Compresses and encrypts a file into another; its bytes are on disk when this returns. */
export async function sealFile(file: string, target: string, { code, about, signal }: Sealing): Promise<void> {
  const salt = randomBytes(32);
  const header: SealHeader = { codeId: recoveryCodeId(code), salt: salt.toString('hex'), plainBytes: statSync(file).size, about };
  const head = Buffer.from(`${MAGIC}${JSON.stringify(header)}\n`, 'utf8');
  const { key, iv } = sealingKey(code, salt);
  const cipher = createCipheriv(CIPHER, key, iv).setAAD(head);
  const out = openSync(target, 'w', 0o600);
  try {
    writeSync(out, head);
    const sink = createWriteStream(target, { fd: out, autoClose: false, start: head.length });
    await pipeline(createReadStream(file), createZstdCompress(), cipher, sink, { ...(signal && { signal }) });
    writeSync(out, cipher.getAuthTag(), 0, TAG_BYTES, head.length + sink.bytesWritten);
    fsyncSync(out);
  } finally {
    closeSync(out);
  }
}

/** Reads what stands before the sealed bytes. Nobody has proven it until the file was opened whole. */
export function readSealHeader<About>(file: string): SealHeader<About> {
  return readHead(file).header as SealHeader<About>;
}

interface Opening {
  readonly code: string;
  /** Where the content goes; only proven nowhere when absent. It is whole once this returns. */
  readonly target?: string;
  readonly signal?: AbortSignal;
}

/** Decrypts a sealed file whole, and so proves every byte of it. */
export async function openSealedFile(file: string, { code, target, signal }: Opening): Promise<SealHeader> {
  const { header, head, bodyBytes } = readHead(file);
  if (header.codeId !== recoveryCodeId(code)) {
    throw new DomainError('backup.other-code', 'the copy was sealed with another recovery code', { codeId: header.codeId });
  }
  try {
    const { key, iv } = sealingKey(code, Buffer.from(header.salt, 'hex'));
    const decipher = createDecipheriv(CIPHER, key, iv).setAAD(head).setAuthTag(tagOf(file));
    const body = createReadStream(file, { start: head.length, end: head.length + bodyBytes - 1 });
    const sink = target === undefined ? nowhere() : createWriteStream(target, { mode: 0o600, flush: true });
    await pipeline(body, decipher, createZstdDecompress(), ofSize(header.plainBytes), sink, { ...(signal && { signal }) });
    return header;
  } catch (cause) {
    if (target !== undefined) rmSync(target, { force: true });
    if (signal?.aborted || isOfDisk(cause)) throw cause;
    throw new DomainError('backup.damaged', 'the copy cannot be opened: it was changed or is not whole', {}, { cause });
  }
}

interface Head {
  readonly header: SealHeader;
  /** As it was authenticated. */
  readonly head: Buffer;
  readonly bodyBytes: number;
}

function readHead(file: string): Head {
  const bytes = readPart(file, 0, MAX_HEADER_BYTES);
  const end = bytes.indexOf('\n', MAGIC.length) + 1;
  const isOurs = bytes.subarray(0, MAGIC.length).toString('utf8') === MAGIC;
  const bodyBytes = statSync(file).size - end - TAG_BYTES;
  if (!isOurs || end === 0 || bodyBytes <= 0)
    throw new DomainError('backup.damaged', 'the file is no copy of a store, or only its beginning');
  try {
    return {
      header: JSON.parse(bytes.subarray(MAGIC.length, end).toString('utf8')) as SealHeader,
      head: bytes.subarray(0, end),
      bodyBytes,
    };
  } catch (cause) {
    throw new DomainError('backup.damaged', 'what the copy says about itself cannot be read', {}, { cause });
  }
}

const tagOf = (file: string): Buffer => readPart(file, statSync(file).size - TAG_BYTES, TAG_BYTES);

function readPart(file: string, start: number, length: number): Buffer {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(handle, bytes, 0, length, start));
  } finally {
    closeSync(handle);
  }
}

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Ends a content that is longer or shorter than it says: a few bytes may unpack to a full disk. */
function ofSize(expected: number): Transform {
  let seen = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      seen += chunk.length;
      done(seen > expected ? new Error('longer than it says') : null, chunk);
    },
    flush: (done) => done(seen === expected ? null : new Error('shorter than it says')),
  });
}

const isOfDisk = (cause: unknown): boolean => ['ENOSPC', 'EIO', 'EROFS', 'EDQUOT'].includes((cause as NodeJS.ErrnoException).code ?? '');
