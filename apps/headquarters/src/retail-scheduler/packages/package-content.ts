import { pipeline } from 'node:stream';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Database } from '@app/database';
import { DomainError } from '@app/kernel';
import { packageManifest, type PackageManifest, type Segment } from '@app/protocol';
import type { BlobStore } from '../../blobs/blob-store';

/** What a package holds, to the row. */
export class PackageContent {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
  ) {}

  async manifest(packageId: string): Promise<PackageManifest> {
    const row = await this.database.reader.first<{ manifest: string }>(`SELECT manifest FROM {package} WHERE package_id = ?`, [packageId]);
    if (!row) throw new DomainError('package.unknown', `package ${packageId} is not kept, or never was`);
    return packageManifest.parse(JSON.parse(row.manifest));
  }

  /** Lines of a segment of the package, as boxes get them, after as many lines. */
  async rows(packageId: string, sha256: string, { limit, after }: { readonly limit: number; readonly after: number }): Promise<unknown[]> {
    const segment = (await this.manifest(packageId)).segments.find((one) => one.sha256 === sha256);
    if (!segment) throw new DomainError('blob.unknown', `package ${packageId} has no such segment`);
    const rows: unknown[] = [];
    let line = 0;
    for await (const text of await this.lines(segment)) {
      line += 1;
      if (line > after) rows.push(JSON.parse(text));
      if (rows.length === limit) break;
    }
    return rows;
  }

  private async lines({ sha256, sizeBytes }: Segment): Promise<AsyncIterable<string>> {
    if ((await this.blobs.sizeOf(sha256)) === undefined) throw new DomainError('blob.unknown', 'the segment is not kept any more');
    const packed = await this.blobs.read(sha256, 0, sizeBytes);
    // A reader that has seen enough ends the others with it.
    const unpacked = pipeline(packed, createGunzip(), () => undefined);
    return createInterface({ input: unpacked, crlfDelay: Infinity });
  }
}
