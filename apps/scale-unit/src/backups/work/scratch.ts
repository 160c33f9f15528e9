import { mkdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '@app/kernel';

/** Left free on the disk that sells, whatever a copy needs: the lesser of a part of it and a size. */
const SHARE_LEFT = 0.08;
const MOST_LEFT_BYTES = 2 * 1024 ** 3;

/**
 * A folder for the length of one piece of work, empty at its beginning and gone at its end. It lies beside the store, because what is
 * in it is not encrypted. Refuses when the disk would get too full to sell.
 */
export async function inScratch<Result>(dataDir: string, neededBytes: number, work: (folder: string) => Promise<Result>): Promise<Result> {
  const { bavail, blocks, bsize } = statfsSync(dataDir);
  const left = bavail * bsize - neededBytes;
  if (left < Math.min(blocks * bsize * SHARE_LEFT, MOST_LEFT_BYTES)) {
    throw new DomainError('backup.no-room', 'the disk of the store has no room to work on a copy', { neededBytes });
  }
  const folder = join(dataDir, 'scratch');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
