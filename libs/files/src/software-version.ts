import { dirname, join } from 'node:path';
import { readTextIfExists } from './atomic-file';

/** The version in the nearest package.json above a folder: the release a process runs from. */
export function softwareVersion(folder: string): string {
  const text = readTextIfExists(join(folder, 'package.json'));
  if (text !== undefined) return (JSON.parse(text) as { version: string }).version;
  return dirname(folder) === folder ? 'unknown' : softwareVersion(dirname(folder));
}
