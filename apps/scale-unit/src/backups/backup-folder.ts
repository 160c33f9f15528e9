import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError, type Instant } from '@app/kernel';
import { outdatedCopies, readSealHeader, type Retention } from '@app/store-files';
import type { CopyAbout } from './work/copy-about';

/** A copy as it lies in a folder. What it says about itself is null where it cannot be read. */
export interface KeptCopy {
  readonly name: string;
  readonly path: string;
  readonly at: Instant;
  readonly sizeBytes: number;
  readonly codeId: string | null;
  readonly about: CopyAbout | null;
}

const ENDING = '.backup';

/** The folder for copies of one store. Others may keep theirs in it too. */
export class BackupFolder {
  private readonly prefix: string;

  constructor(
    readonly path: string,
    channelDatabaseId: string,
  ) {
    this.prefix = `store-${channelDatabaseId.replace(/[^A-Za-z0-9_-]/g, '_')}-`;
  }

  pathFor(madeAt: Instant): string {
    const time = new Date(madeAt).toISOString().replace(/[-:]|\.\d+/g, '');
    return join(this.path, `${this.prefix}${time}${ENDING}`);
  }

  /** Newest first. */
  list(): KeptCopy[] {
    return this.names()
      .filter((name) => name.endsWith(ENDING))
      .map((name) => this.look(name))
      .sort((left, right) => right.at - left.at);
  }

  /** Removes copies that have served, and what a cut left of one that was not finished. */
  tidy(retention: Retention): void {
    // What cannot be read takes no place of what can.
    const readable = this.list().filter(({ about }) => about !== null);
    const served = outdatedCopies(readable, retention).map(({ name }) => name);
    const unfinished = this.names().filter((name) => name.endsWith('.part'));
    for (const name of [...served, ...unfinished]) rmSync(join(this.path, name), { force: true });
  }

  private names(): string[] {
    try {
      return readdirSync(this.path).filter((name) => name.startsWith(this.prefix));
    } catch (cause) {
      throw new DomainError('backup.target-missing', 'the place for copies is not there', { folder: this.path }, { cause });
    }
  }

  private look(name: string): KeptCopy {
    const path = join(this.path, name);
    const { size: sizeBytes, mtimeMs } = statSync(path);
    try {
      const { codeId, about } = readSealHeader<CopyAbout>(path);
      return { name, path, at: about.madeAt, sizeBytes, codeId, about };
    } catch {
      return { name, path, at: Math.round(mtimeMs), sizeBytes, codeId: null, about: null };
    }
  }
}

/** Where copies go: where somebody said, or beside the store. Only the latter is made here: a stick that is not in must not become a folder. */
export function backupPathOf({ dataDir, backupDir }: { readonly dataDir: string; readonly backupDir?: string | undefined }): string {
  if (backupDir !== undefined) return backupDir;
  const beside = join(dataDir, 'backups');
  mkdirSync(beside, { recursive: true, mode: 0o700 });
  return beside;
}

/** Whether losing the disk of the store loses the copies too; null while the place is not there. */
export function isOnDiskOf(dataDir: string, path: string): boolean | null {
  const place = statSync(path, { throwIfNoEntry: false });
  return place ? place.dev === statSync(dataDir).dev : null;
}
