import { existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '@app/platform';
import { sha256Hex } from '@app/protocol';

/** Files named by the SHA-256 of their bytes. The same bytes are kept once, however many packages name them. */
export class BlobStore {
  constructor(private readonly folder: string) {}

  put(bytes: Uint8Array): { sha256: string; sizeBytes: number } {
    const sha256 = sha256Hex(bytes);
    if (!existsSync(this.pathOf(sha256))) writeFileAtomic(this.pathOf(sha256), bytes);
    return { sha256, sizeBytes: bytes.length };
  }

  /** Undefined when there is no such blob. */
  sizeOf(sha256: string): number | undefined {
    return statSync(this.pathOf(sha256), { throwIfNoEntry: false })?.size;
  }

  /** Bytes from one position up to, and without, another. */
  async read(sha256: string, from: number, to: number): Promise<Buffer> {
    const file = await open(this.pathOf(sha256));
    try {
      const bytes = Buffer.alloc(to - from);
      await file.read(bytes, 0, bytes.length, from);
      return bytes;
    } finally {
      await file.close();
    }
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}
