import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { softwareVersion } from '@app/files';
import type { ReleaseStore } from '@app/updates';

/** What a release of this box is made for. */
export const PLATFORM = `${process.platform}-${process.arch}`;

/** The release a program is of: the nearest folder above that has a package.json. */
export function ownRelease(folder: string): { readonly version: string; readonly path: string } {
  const path = existsSync(join(folder, 'package.json')) ? folder : undefined;
  return path ? { version: softwareVersion(path), path } : ownRelease(dirname(folder));
}

/** The version that runs. While nothing was installed, this program is of the release the launcher came with. */
export const runningRelease = (releases: ReleaseStore): string => releases.running() ?? ownRelease(__dirname).version;
