import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WHOLE = '4g';

/** A disk in memory whose room can be taken and given back. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** Undefined where nothing can be mounted. */
  static mount(): SmallDisk | undefined {
    const folder = mkdtempSync(join(tmpdir(), 'disk-'));
    if (run('mount', '-t', 'tmpfs', '-o', `size=${WHOLE}`, 'disk', folder)) return new SmallDisk(folder);
    rmSync(folder, { recursive: true });
    return undefined;
  }

  /** So much is free from now on. */
  leave(freeBytes: number): void {
    const { blocks, bfree, bsize } = statfsSync(this.folder);
    this.resize(String((blocks - bfree) * bsize + freeBytes));
  }

  giveBack(): void {
    this.resize(WHOLE);
  }

  unmount(): void {
    run('umount', this.folder);
    rmSync(this.folder, { recursive: true });
  }

  private resize(size: string): void {
    if (!run('mount', '-o', `remount,size=${size}`, this.folder)) throw new Error(`the disk does not become ${size}`);
  }
}

const run = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
