import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { backUpFile, checkFile } from '..';

describe('a store file', () => {
  let folder: string;
  let file: string;
  let writer: Sqlite.Database;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'files-'));
    file = join(folder, 'store.db');
    writer = new Sqlite(file);
    writer.pragma('journal_mode = WAL');
    writer.exec('CREATE TABLE sale (id INTEGER PRIMARY KEY, body TEXT NOT NULL); CREATE INDEX ix_sale ON sale (body)');
    for (let id = 0; id < 500; id += 1) writer.prepare('INSERT INTO sale VALUES (?, ?)').run(id, `${id}`.repeat(50));
  });
  afterEach(() => {
    writer.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is sound, while it is open for writing', () => {
    expect(checkFile(file)).toMatchObject({ isSound: true, problems: [] });
    expect(checkFile(file, 'full').sizeBytes).toBeGreaterThan(50_000);
  });

  it('is told apart from one with a damaged page, a cut one, another kind of file and none', () => {
    writer.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = readFileSync(file);
    const copy = join(folder, 'copy.db');
    const check = (content: Uint8Array) => {
      writeFileSync(copy, content);
      return checkFile(copy, 'full');
    };
    expect(check(bytes).isSound).toBe(true);
    const damaged = Buffer.from(bytes);
    damaged.fill(0xff, 3 * 4096, 3 * 4096 + 400);
    for (const content of [damaged, bytes.subarray(0, 20_000), Buffer.from('not a database, only text'.repeat(40))]) {
      const { isSound, problems } = check(content);
      expect([isSound, problems.length > 0]).toEqual([false, true]);
    }
    expect(checkFile(join(folder, 'none.db'))).toMatchObject({ isSound: false });
  });

  it('is told apart from one whose index disagrees with its table, which only the full check sees', () => {
    writer.unsafeMode(true).pragma('writable_schema = ON');
    writer.exec("UPDATE sqlite_schema SET sql = 'CREATE INDEX ix_sale ON sale (body DESC)' WHERE name = 'ix_sale'");
    writer.pragma('writable_schema = RESET');
    expect(checkFile(file).isSound).toBe(true);
    expect(checkFile(file, 'full').problems.join()).toMatch(/missing from index ix_sale/);
  });

  it('is copied while sales go on at every step, and the copy is one sound file of the moment it was begun', async () => {
    const target = join(folder, 'backup.db');
    let next = 500;
    let isCopying = true;
    const sell = (): void => {
      writer.prepare('INSERT INTO sale VALUES (?, ?)').run((next += 1), 'sold meanwhile');
      if (isCopying) setImmediate(sell);
    };
    setImmediate(sell);
    const check = await backUpFile(file, target, { pagesPerStep: 2 });
    isCopying = false;
    expect(check.isSound).toBe(true);
    const copied = new Sqlite(target, { readonly: true });
    const count = copied.prepare('SELECT COUNT(*) FROM sale').pluck().get() as number;
    copied.close();
    // Of the moment it was begun, although something was sold between any two steps.
    expect(next).toBeGreaterThan(505);
    expect(count).toBeLessThan(502);
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup.db']);
  });

  it('leaves the backup that was there when a new one fails', async () => {
    const target = join(folder, 'backup.db');
    await backUpFile(file, target);
    const before = readFileSync(target);
    await expect(backUpFile(join(folder, 'none.db'), target)).rejects.toThrow();
    expect(readFileSync(target).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
