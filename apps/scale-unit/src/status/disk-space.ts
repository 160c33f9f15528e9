import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

export interface DiskSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** What the databases of this box take. */
  readonly storeBytes: number;
}

export async function diskSpace(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  const files = (await readdir(folder)).filter((name) => /\.db(-wal|-shm)?$/.test(name));
  const sizes = await Promise.all(files.map((name) => sizeOf(join(folder, name))));
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, storeBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** A generation of the catalog may go between the listing and the look. */
async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
