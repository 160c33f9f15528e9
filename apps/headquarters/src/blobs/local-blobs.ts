import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { BlobStore, type NewBlob, type StoredBlob } from './blob-store';
import { checkedBytes } from './checked-bytes';

const DIGEST = /^[0-9a-f]{64}$/;
/** Beside the blobs, so that a rename never crosses disks. */
const INCOMING = '.incoming';
/** Nobody writes one blob this long: what is older was left by a process that ended. */
const ABANDONED_AFTER_MS = 86_400_000;

/** Blobs in a folder, spread over subfolders. A file gets its name when all of it is on the disk. */
export class LocalBlobs extends BlobStore {
  constructor(private readonly folder: string) {
    super();
  }

  async put(blob: NewBlob): Promise<void> {
    const path = this.pathOf(blob.sha256);
    if ((await this.sizeOf(blob.sha256)) === blob.sizeBytes) return;
    const incoming = join(this.folder, INCOMING);
    await mkdir(incoming, { recursive: true });
    const temporary = join(incoming, randomBytes(9).toString('hex'));
    try {
      await writeSynced(temporary, checkedBytes(blob));
      await mkdir(dirname(path), { recursive: true });
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await syncFolder(dirname(path));
    await syncFolder(this.folder);
  }

  async sizeOf(sha256: string): Promise<number | undefined> {
    return (await fileAt(this.pathOf(sha256)))?.size;
  }

  async read(sha256: string, from: number, to: number): Promise<Readable> {
    if (from >= to) return Readable.from([]);
    const file = await open(this.pathOf(sha256));
    return file.createReadStream({ start: from, end: to - 1 });
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.pathOf(sha256), { force: true });
  }

  /** Removes what crashed writers left, on the way. */
  async *list(): AsyncGenerator<StoredBlob, void> {
    await this.removeAbandoned();
    for (const part of await namesIn(this.folder)) {
      for (const sha256 of await namesIn(join(this.folder, part))) {
        const file = DIGEST.test(sha256) ? await fileAt(this.pathOf(sha256)) : undefined;
        if (file) yield { sha256, sizeBytes: file.size, storedAt: Math.floor(file.mtimeMs) };
      }
    }
  }

  async link(): Promise<undefined> {
    return undefined;
  }

  linkOrigin(): undefined {
    return undefined;
  }

  private async removeAbandoned(): Promise<void> {
    const incoming = join(this.folder, INCOMING);
    for (const name of await namesIn(incoming)) {
      const file = await fileAt(join(incoming, name));
      if (file && file.mtimeMs < Date.now() - ABANDONED_AFTER_MS) await rm(join(incoming, name), { force: true });
    }
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

async function writeSynced(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for await (const chunk of bytes) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename lasts only once its folder is on disk. Windows cannot open folders and does this by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const absent = (error: NodeJS.ErrnoException): undefined => {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
};

const fileAt = (path: string) => stat(path).catch(absent);
const namesIn = async (folder: string): Promise<readonly string[]> => (await readdir(folder).catch(absent)) ?? [];
