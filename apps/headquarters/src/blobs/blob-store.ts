import { Readable } from 'node:stream';
import type { Instant } from '@app/kernel';
import { sha256Hex } from '@app/protocol';

export interface StoredBlob {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** When its first copy was stored. */
  readonly storedAt: Instant;
}

/** Bytes on their way into the store, under the digest they are known by. */
export interface NewBlob extends Pick<StoredBlob, 'sha256' | 'sizeBytes'> {
  /** Read at most once, and not at all when the store has the blob. */
  readonly open: () => Readable;
}

/**
 * Files named by the SHA-256 of their bytes. The same bytes are kept once, however many packages name them. A store that
 * cannot be reached fails with `blob.store-unavailable`.
 */
export abstract class BlobStore {
  /** Keeps a blob; when it resolves, the bytes are durable. Bytes of another digest or size are refused and leave nothing. */
  abstract put(blob: NewBlob): Promise<void>;
  /** Undefined when there is no such blob. */
  abstract sizeOf(sha256: string): Promise<number | undefined>;
  /** Bytes from one position up to, and without, another, as they come. */
  abstract read(sha256: string, from: number, to: number): Promise<Readable>;
  /** A blob that is not there is fine. */
  abstract remove(sha256: string): Promise<void>;
  /** All blobs, in no order, for cleaning up. */
  abstract list(): AsyncIterable<StoredBlob>;
  /** An address under which anybody may read the blob until then; undefined when this store has none. */
  abstract link(sha256: string, until: Instant): Promise<URL | undefined>;
  /** Scheme, host and port of the links; undefined when this store has none. */
  abstract linkOrigin(): string | undefined;

  /** Keeps bytes that are in memory already and says by which name. */
  async putBytes(bytes: Uint8Array): Promise<{ sha256: string; sizeBytes: number }> {
    const blob = { sha256: sha256Hex(bytes), sizeBytes: bytes.length };
    await this.put({ ...blob, open: () => Readable.from([bytes]) });
    return blob;
  }
}
