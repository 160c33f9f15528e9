import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Manifest, ReleaseFile } from './manifest';

const MOST_FAULTS = 10;
const MOST_AT_ONCE_BYTES = 256 * 1024;
const OF_OWNER_TO_RUN = 0o100;

/** Every file of a folder, in the order of their paths. A link or anything else that is no plain file is refused: a release has none. */
export async function filesIn(folder: string): Promise<ReleaseFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: ReleaseFile[] = [];
  for (const entry of entries.filter((one) => !one.isDirectory())) {
    const absolute = join(entry.parentPath, entry.name);
    if (!entry.isFile()) throw new Error(`${absolute} is no plain file`);
    files.push(await releaseFile(folder, absolute));
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What differs from the list: missing, other and additional files, at most ten. Empty when every byte is as signed. */
export async function faultsIn(folder: string, { files }: Manifest): Promise<string[]> {
  const present = new Map((await filesIn(folder)).map((file) => [file.path, file]));
  const wanted = new Set(files.map(({ path }) => path));
  const wrong = files.flatMap((file) => faultOf(file, present.get(file.path)));
  const additional = [...present.keys()].filter((path) => !wanted.has(path)).map((path) => `${path} does not belong to it`);
  return [...wrong, ...additional].slice(0, MOST_FAULTS);
}

export async function sha256Of(file: string): Promise<string> {
  // Most files are small, and a stream for each takes longer than reading it.
  if ((await stat(file)).size <= MOST_AT_ONCE_BYTES) return hash('sha256', await readFile(file));
  const digest = createHash('sha256');
  await pipeline(createReadStream(file), digest);
  return digest.digest('hex');
}

async function releaseFile(folder: string, absolute: string): Promise<ReleaseFile> {
  const { size, mode } = await lstat(absolute);
  return {
    path: absolute.slice(folder.length + 1).replaceAll(sep, '/'),
    sha256: await sha256Of(absolute),
    sizeBytes: size,
    isProgram: (mode & OF_OWNER_TO_RUN) !== 0,
  };
}

function faultOf(wanted: ReleaseFile, present: ReleaseFile | undefined): string[] {
  if (!present) return [`${wanted.path} is missing`];
  if (present.sha256 !== wanted.sha256) return [`${wanted.path} has other bytes`];
  return present.isProgram === wanted.isProgram ? [] : [`${wanted.path} may ${wanted.isProgram ? 'not ' : ''}be run`];
}
