import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { EntityDefinition, Segment } from '@app/protocol';
import type { BlobStore } from '../../blobs/blob-store';
import { sqliteForm } from './sqlite-form';

const compress = promisify(gzip);
/** A segment of this many rows is about a megabyte: small enough to fetch again, large enough to compress well. */
const ROWS_PER_SEGMENT = 25_000;
/** Where there are very many rows: a box attaches a few files at once, and a cut download goes on where it stopped anyway. */
const ROWS_PER_LARGE_SEGMENT = 200_000;

export type SegmentFile = Pick<Segment, 'sha256' | 'sizeBytes' | 'rowCount' | 'sqlite'>;

/** Blobs of a segment. */
export const namesOf = ({ sha256, sqlite }: SegmentFile): string[] => [sha256, ...(sqlite ? [sqlite.sha256] : [])];

/** Turns lines into files, one at a time in memory. */
export class SegmentFiles {
  private readonly files: SegmentFile[] = [];
  private readonly rowsPerFile: number;
  private lines: string[] = [];

  constructor(
    private readonly blobs: BlobStore,
    private readonly entity: EntityDefinition,
    expectedRows: number,
  ) {
    this.rowsPerFile = expectedRows > ROWS_PER_LARGE_SEGMENT ? ROWS_PER_LARGE_SEGMENT : ROWS_PER_SEGMENT;
  }

  async add(line: string): Promise<void> {
    this.lines.push(line);
    if (this.lines.length === this.rowsPerFile) await this.close();
  }

  async finish(): Promise<readonly SegmentFile[]> {
    if (this.lines.length > 0) await this.close();
    return this.files;
  }

  private async close(): Promise<void> {
    const { lines } = this;
    this.lines = [];
    const packed = await this.blobs.putBytes(await compress(`${lines.join('\n')}\n`));
    const form = await sqliteForm(this.entity, lines);
    this.files.push({ ...packed, rowCount: lines.length, ...(form && { sqlite: await this.blobs.putBytes(form) }) });
  }
}
