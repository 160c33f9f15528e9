import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bookDifferences, booksOf, findBox, type StreamBook } from '@app/channel-db';
import { openReadOnly } from '@app/database';
import { DomainError, type Instant } from '@app/kernel';
import { backUpFile, openSealedFile, sealFile } from '@app/store-files';
import type { CopyAbout } from './copy-about';
import { bytesOf, inScratch } from './scratch';

export interface CopyTask {
  readonly kind: 'copy';
  readonly dataDir: string;
  readonly storeFile: string;
  /** Where the sealed copy appears, whole or not at all. */
  readonly target: string;
  readonly code: string;
  readonly software: string;
  readonly madeAt: Instant;
}

/**
 * Copies the store, checks the copy in full, compares its books with the store's, seals it, reads the sealed file back to its last
 * byte, and only then gives it its name.
 */
export function makeCopy(task: CopyTask, signal: AbortSignal): Promise<CopyAbout> {
  const { storeFile, target } = task;
  return inScratch(task.dataDir, bytesOf(storeFile) + bytesOf(`${storeFile}-wal`), async (folder) => {
    const plain = join(folder, 'copy.db');
    const part = `${target}.part`;
    await backUpFile(storeFile, plain);
    const about = await aboutCopy(plain, task);
    try {
      await sealFile(plain, part, { code: task.code, about, signal });
      await openSealedFile(part, { code: task.code, signal });
      renameSync(part, target);
      flushFolder(dirname(target));
    } catch (error) {
      throw targetFault(error) ?? error;
    } finally {
      rmSync(part, { force: true });
    }
    return about;
  });
}

async function aboutCopy(plain: string, { storeFile, software, madeAt }: CopyTask): Promise<CopyAbout> {
  const { identity, books } = await reading(plain, async (reader) => ({
    identity: (await findBox(reader))?.identity,
    books: await booksOf(reader),
  }));
  if (!identity) throw new DomainError('box.not-enrolled', 'the box was not enrolled yet');
  const faults = bookDifferences(await booksUpTo(storeFile, books), books);
  if (faults.length > 0) throw new DomainError('backup.unsound', `the copy does not hold what the store holds: ${faults.join('; ')}`);
  return { channelDatabaseId: identity.channelDatabaseId, instanceId: identity.instanceId, madeAt, software, books };
}

/** The books of a store in use as they were when `upTo` was written. */
export const booksUpTo = (storeFile: string, upTo: readonly StreamBook[]): Promise<StreamBook[]> =>
  reading(storeFile, (reader) => booksOf(reader, upTo));

export async function reading<Result>(
  file: string,
  work: (reader: ReturnType<typeof openReadOnly>['reader']) => Promise<Result>,
): Promise<Result> {
  const { reader, close } = openReadOnly(file);
  try {
    return await work(reader);
  } finally {
    close();
  }
}

/** What is wrong with the place for copies, in a code of its own: somebody can do something about it. */
function targetFault(error: unknown): DomainError | undefined {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new DomainError('backup.target-full', 'the place for copies is full', {}, { cause: error });
  if (code === 'ENOENT') return new DomainError('backup.target-missing', 'the place for copies is not there', {}, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new DomainError('backup.target-refused', 'nothing can be written to the place for copies', {}, { cause: error });
  return undefined;
}

export function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
