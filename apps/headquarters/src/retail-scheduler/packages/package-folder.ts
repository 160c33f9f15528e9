import { createWriteStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PACKAGE_FILE_END } from '@app/protocol';
import type { BlobStore } from '../../blobs/blob-store';
import type { BuiltPackage } from './packages';

/** Writes packages into a folder: docs/protocol.md, a folder of packages. A manifest is written when all that it names is there. */
export async function writePackages(folder: string, built: readonly BuiltPackage[], blobs: BlobStore): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { job, manifest, signed } of built) {
    const files = manifest.segments.flatMap((one) => (one.sqlite ? [one, one.sqlite] : [one]));
    for (const { sha256, sizeBytes } of files) {
      const path = join(folder, sha256);
      await pipeline(await blobs.read(sha256, 0, sizeBytes), createWriteStream(`${path}.part`));
      await rename(`${path}.part`, path);
    }
    await writeFile(join(folder, `${job}${PACKAGE_FILE_END}`), JSON.stringify(signed));
  }
}
