import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
// Part of the runtime: better-sqlite3 would bring 9 MiB into a process that has to stay small.
import { DatabaseSync } from 'node:sqlite';
import type { Instant } from '@app/kernel';
import type { HistoryPoint } from '@app/platform';

interface Range {
  /** The first moment that is not asked for any more: points are after it. */
  readonly after: Instant;
  readonly until: Instant;
}

const KEPT_MS = 14 * 86_400_000;
const PAGE = 500;

const TABLES = `
  CREATE TABLE IF NOT EXISTS point (at INTEGER PRIMARY KEY, figures TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS mark (name TEXT PRIMARY KEY, value REAL NOT NULL) STRICT, WITHOUT ROWID;`;

/** Key figures of the last 14 days, in a small file of the console's own that survives restarts and cuts. Gaps stay gaps. */
export class MetricHistory {
  private readonly database: DatabaseSync;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.database = openOrBeginAnew(path);
  }

  close(): void {
    this.database.close();
  }

  append({ at, figures }: HistoryPoint, marks: Readonly<Record<string, number>> = {}): void {
    this.database.exec('BEGIN');
    try {
      this.database.prepare('INSERT OR REPLACE INTO point (at, figures) VALUES (?, ?)').run(at, JSON.stringify(figures));
      this.database.prepare('DELETE FROM point WHERE at <= ?').run(at - KEPT_MS);
      for (const [name, value] of Object.entries(marks)) this.setMark(name, value);
      this.database.exec('COMMIT');
    } catch (error) {
      this.database.exec('ROLLBACK');
      throw error;
    }
  }

  lastAt(): Instant | null {
    return (this.database.prepare('SELECT max(at) AS at FROM point').get() as { at: number | null }).at;
  }

  /** Points of a range, oldest first. */
  *pages({ after, until }: Range, size = PAGE): Generator<HistoryPoint[]> {
    const ask = this.database.prepare('SELECT at, figures FROM point WHERE at > ? AND at <= ? ORDER BY at LIMIT ?');
    for (let from = after; ;) {
      const rows = ask.all(from, until, size) as unknown as { at: number; figures: string }[];
      if (rows.length === 0) return;
      yield rows.map(({ at, figures }) => ({ at, figures: JSON.parse(figures) as HistoryPoint['figures'] }));
      from = rows.at(-1)!.at;
    }
  }

  /** A number that is kept beside the points; undefined before it was set. */
  mark(name: string): number | undefined {
    return (this.database.prepare('SELECT value FROM mark WHERE name = ?').get(name) as { value: number } | undefined)?.value;
  }

  setMark(name: string, value: number): void {
    this.database.prepare('INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)').run(name, value);
  }
}

/** Figures can be lost, the console cannot: a file that was damaged is begun anew. */
function openOrBeginAnew(path: string): DatabaseSync {
  try {
    return open(path);
  } catch {
    for (const ending of ['', '-wal', '-shm']) rmSync(`${path}${ending}`, { force: true });
    return open(path);
  }
}

function open(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  // Each minute a row, and no flush of its own: sales go before.
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -512; ${TABLES}`);
  database.prepare('SELECT count(*) FROM point').get();
  return database;
}
