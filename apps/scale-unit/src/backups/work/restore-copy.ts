import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bookDifferences, booksOf } from '@app/channel-db';
import { DomainError } from '@app/kernel';
import { checkFile, openSealedFile, readSealHeader } from '@app/store-files';
import { recordsIn, salesIn, type CopyAbout } from './copy-about';
import { flushFolder, reading } from './make-copy';
import { inScratch } from './scratch';

export interface RestoreTask {
  readonly kind: 'restore';
  readonly dataDir: string;
  readonly file: string;
  readonly code: string;
  /** Where the store appears for the next start, whole or not at all. */
  readonly target: string;
}

export interface RestoredCopy {
  readonly madeAt: number;
  readonly records: number;
  readonly sales: number;
}

/** Opens a copy and proves it before anything may begin with it. */
export function restoreCopy({ dataDir, file, code, target }: RestoreTask, signal: AbortSignal): Promise<RestoredCopy> {
  return inScratch(dataDir, readSealHeader(file).plainBytes, async (folder) => {
    const plain = join(folder, 'restored.db');
    const { books: expected, madeAt } = (await openSealedFile(file, { code, target: plain, signal })).about as CopyAbout;
    const { problems } = checkFile(plain, 'full');
    const books = problems.length > 0 ? [] : await reading(plain, (reader) => booksOf(reader));
    const faults = [...problems, ...bookDifferences(expected, books)];
    if (faults.length > 0) throw new DomainError('backup.unsound', `the copy is damaged: ${faults.join('; ')}`);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    renameSync(plain, target);
    flushFolder(dirname(target));
    return { madeAt, records: recordsIn(books), sales: salesIn(books) };
  });
}
