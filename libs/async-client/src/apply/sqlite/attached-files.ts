import type { StoredTable } from '@app/protocol';
import type { Database } from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unpackedLimit } from '../unpacked-limit';
import type { FormedSegment } from './forms';
import { inspectFile } from './inspect-file';
import { unpackFile } from './unpack-file';

/** SQLite forms unpacked beside their segments and attached while a package is applied. What has a log or a lock beside it is not ours. */
export class AttachedFiles {
  private readonly names: string[] = [];
  private folder: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly segmentFolder: string,
  ) {}

  /** Unpacks, inspects and attaches the SQLite form of a segment; answers the name to find it by. */
  async attach(segment: FormedSegment, table: StoredTable): Promise<string> {
    const { sha256, sizeBytes } = segment.sqlite;
    this.folder ??= mkdtempSync(join(this.segmentFolder, 'form-'));
    const name = `form${this.names.length}`;
    const file = join(this.folder, `${name}.db`);
    await unpackFile({ path: join(this.segmentFolder, sha256), sha256 }, file, unpackedLimit(sizeBytes, segment));
    inspectFile(file, table, segment.rowCount);
    this.database.prepare(`ATTACH ? AS ${name}`).run(file);
    // It is read once from end to end; pages kept would only take memory.
    this.database.pragma(`${name}.cache_size = -256`);
    this.names.push(name);
    return name;
  }

  /** After the transaction: SQLite lets go of an attached file only then. */
  close(): void {
    for (const name of this.names) this.database.exec(`DETACH ${name}`);
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
  }
}
