import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { decodeManifest, targetName, type Manifest } from '@app/updates';
import { readKeys } from './keys';
import type { Repository } from './repository';

/** Names a release in the targets metadata. The only step that needs the offline key. */
export function signRelease(repository: Repository, manifest: Manifest, bytes: Buffer, keysFolder: string): void {
  repository.writeTargets({ add: new Map([[targetName(manifest.version, manifest.platform), bytes]]) }, readKeys(keysFolder, 'targets'));
}

/** Puts the files of a release where boxes fetch them, by their digests, and only then tells of it. */
export function publishRelease(repository: Repository, folder: string, manifestFile: string, keysFolder: string): number {
  const manifest = decodeManifest(readFileSync(manifestFile));
  const blobs = join(repository.folder, 'blobs');
  mkdirSync(blobs, { recursive: true });
  const known = new Set(readdirSync(blobs));
  const added = manifest.files.filter(({ sha256 }) => !known.has(sha256));
  for (const { path, sha256 } of added) putBlob(join(folder, path), join(blobs, sha256));
  repository.writeSnapshot(readKeys(keysFolder, 'snapshot'));
  repository.writeTimestamp(readKeys(keysFolder, 'timestamp'));
  return added.length;
}

function putBlob(from: string, to: string): void {
  if (existsSync(to)) return;
  copyFileSync(from, `${to}.part`);
  renameSync(`${to}.part`, to);
}
