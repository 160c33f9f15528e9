import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DomainError } from '@app/kernel';
import Sqlite from 'better-sqlite3';
import { checkFile, type FileCheck } from '../check-file';

export interface BackupOptions {
  /** Pages copied before sales are let through again. */
  readonly pagesPerStep?: number;
}

/**
 * Copies a file that is in use through SQLite's own backup, never as plain bytes: one moment of it, however long the copying takes
 * and whatever is written meanwhile. The copy appears under its name only after
 * it was checked in full and is on disk; a cut leaves the copy that was there before.
 */
export async function backUpFile(file: string, target: string, { pagesPerStep = 500 }: BackupOptions = {}): Promise<FileCheck> {
  const part = `${target}.part`;
  removeCopy(part);
  try {
    await copy(file, part, pagesPerStep);
    const check = checkFile(part, 'full');
    if (!check.isSound) throw new DomainError('backup.unsound', `the copy is damaged: ${check.problems.join('; ')}`);
    flush(part);
    renameSync(part, target);
    flush(dirname(target));
    return check;
  } finally {
    removeCopy(part);
  }
}

async function copy(file: string, part: string, pagesPerStep: number): Promise<void> {
  const source = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    // Holds the moment: without it every commit of the writer would begin the copy anew.
    source.exec('BEGIN');
    source.prepare('SELECT COUNT(*) FROM sqlite_schema').get();
    await source.backup(part, { progress: () => pagesPerStep });
  } finally {
    source.close();
  }
  // One file without companions: a copy in WAL mode would need its -wal beside it.
  const copied = new Sqlite(part);
  copied.pragma('journal_mode = DELETE');
  copied.close();
}

function removeCopy(part: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) if (existsSync(part + suffix)) rmSync(part + suffix);
}

function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
