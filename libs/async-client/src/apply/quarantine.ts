import type { PackageManifest } from '@app/protocol';
import type { Database, Statement } from 'better-sqlite3';

const LONGEST_RAW = 4000;

/** Rows that could not be taken, kept with their text until a later package brings them right. */
export class Quarantine {
  private readonly insert: Statement<[string, string, string, string, string, string, number]>;
  private readonly remove: Statement<[string, string]>;
  private readonly keys: Statement<[string], { rowKey: string }>;
  /** Entities with a row in quarantine: mostly none, so that rows that come right need not look. */
  private readonly held: Set<string>;

  constructor(
    database: Database,
    private readonly manifest: Pick<PackageManifest, 'job' | 'packageId'>,
    private readonly now: number,
  ) {
    this.insert = database.prepare(
      `INSERT OR REPLACE INTO download_quarantine (entity, row_key, job, package_id, reason, raw, quarantined_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.remove = database.prepare('DELETE FROM download_quarantine WHERE entity = ? AND row_key = ?');
    this.keys = database.prepare('SELECT row_key AS rowKey FROM download_quarantine WHERE entity = ?');
    const entities = database.prepare<[], { entity: string }>('SELECT DISTINCT entity FROM download_quarantine').all();
    this.held = new Set(entities.map(({ entity }) => entity));
  }

  holds(entity: string): boolean {
    return this.held.has(entity);
  }

  keysOf(entity: string): ReadonlySet<string> {
    return new Set(this.keys.all(entity).map(({ rowKey }) => rowKey));
  }

  park(entity: string, rowKey: string, reason: string, raw: string): void {
    const { job, packageId } = this.manifest;
    this.held.add(entity);
    this.insert.run(entity, rowKey, job, packageId, reason, raw.slice(0, LONGEST_RAW), this.now);
  }

  /** The row came right, or is no longer wanted. */
  release(entity: string, rowKey: string): void {
    this.remove.run(entity, rowKey);
  }
}
