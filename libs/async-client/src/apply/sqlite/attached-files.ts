import type { Segment, StoredTable } from '@app/protocol';
import type { Database } from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unpackedLimit } from '../unpacked-limit';
import type { FormedSegment } from './forms';
import { inspectFile } from './inspect-file';
import { unpackFile } from './unpack-file';

/** A file that was inspected and attached, and the segment whose rows it holds. */
export interface AttachedForm {
  readonly name: string;
  readonly segment: Segment;
  /** Whether every cell is null or of its column's type. */
  readonly keepsTypes: boolean;
}

/** SQLite forms unpacked beside their segments and attached while a package is applied. What has a log or a lock beside it is not ours. */
export class AttachedFiles {
  private readonly names: string[] = [];
  private folder: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly segmentFolder: string,
  ) {}

  /** Unpacks, inspects and attaches the SQLite form of a segment. */
  async attach(segment: FormedSegment, table: StoredTable): Promise<AttachedForm> {
    const { sha256, sizeBytes } = segment.sqlite;
    this.folder ??= mkdtempSync(join(this.segmentFolder, 'form-'));
    const name = `form${this.names.length}`;
    const file = join(this.folder, `${name}.db`);
    await unpackFile({ path: join(this.segmentFolder, sha256), sha256 }, file, unpackedLimit(sizeBytes, segment));
    const { keepsTypes } = inspectFile(file, table, segment.rowCount);
    this.database.prepare(`ATTACH ? AS ${name}`).run(file);
    // It is read once from end to end; pages kept would only take memory.
    this.database.pragma(`${name}.cache_size = -256`);
    this.names.push(name);
    return { name, segment, keepsTypes };
  }

  /** After the transaction: SQLite lets go of an attached file only then. */
  close(): void {
    for (const name of this.names) this.database.exec(`DETACH ${name}`);
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
  }
}
