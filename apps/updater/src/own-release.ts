import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { softwareVersion } from '@app/files';

/** What a release of this box is made for. */
export const PLATFORM = `${process.platform}-${process.arch}`;

/** The release a program is of: the nearest folder above that has a package.json. */
export function ownRelease(folder: string): { readonly version: string; readonly path: string } {
  const path = existsSync(join(folder, 'package.json')) ? folder : undefined;
  return path ? { version: softwareVersion(path), path } : ownRelease(dirname(folder));
}
