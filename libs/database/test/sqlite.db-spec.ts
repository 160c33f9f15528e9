import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError, openSqlite, type MigrationSet, type SqliteDatabase, type Tx } from '@app/database';
import Sqlite from 'better-sqlite3';
import { prepareWriter } from '../src/sqlite/connection';
import { Statements } from '../src/sqlite/statements';
import { SqliteUnitOfWork } from '../src/sqlite/unit-of-work';

const NOTES: MigrationSet = {
  name: 'store',
  sqlite: [{ name: '0001', statements: ['CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY, body TEXT NOT NULL)'] }],
  mssql: [],
};
const add =
  (id: number, body = 'x') =>
  (tx: Tx) =>
    tx.run('INSERT INTO {note} (id, body) VALUES (?, ?)', [id, body]);
const countOf = async ({ reader }: SqliteDatabase) => (await reader.first<{ n: number }>('SELECT COUNT(*) AS n FROM {note}'))?.n;

describe('the store file', () => {
  let folder: string;
  let file: string;
  const opened: SqliteDatabase[] = [];
  const open = async () => {
    const database = await openSqlite({ file, migrations: NOTES });
    opened.push(database);
    return database;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'store-'));
    file = join(folder, 'store.db');
  });
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is FULL on the connection that made it and on every later one, though the binding opens a WAL file with NORMAL', async () => {
    const first = await open();
    expect(first.connection.pragma('synchronous', { simple: true })).toBe(2);
    await first.unitOfWork.run(add(1));
    await opened.pop()?.close();
    const bare = new Sqlite(file);
    expect([bare.pragma('journal_mode', { simple: true }), bare.pragma('synchronous', { simple: true })]).toEqual(['wal', 1]);
    bare.close();
    const again = await open();
    expect(again.connection.pragma('synchronous', { simple: true })).toBe(2);
    expect(again.connection.pragma('secure_delete', { simple: true })).toBe(1);
    expect(await countOf(again)).toBe(1);
  });

  it('is written by the unit of work alone: the reader may not write', async () => {
    const { reader } = await open();
    await expect(reader.query('INSERT INTO {note} (id, body) VALUES (1, ?) RETURNING id', ['x'])).rejects.toThrow(/readonly/);
  });

  it('shows a reader what is committed, while a unit is under way and after one was undone', async () => {
    const { unitOfWork, reader } = await open();
    const countNow = async () => (await reader.first<{ n: number }>('SELECT COUNT(*) AS n FROM {note}'))?.n;
    await unitOfWork.run(add(1));
    const seenWithin = unitOfWork.run(async (tx) => {
      await add(2)(tx);
      return countNow();
    });
    const undone = unitOfWork.run(async (tx) => {
      await add(3)(tx);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect([await seenWithin, await countNow()]).toEqual([1, 2]);
  });

  it('counts for each table the commits that changed it', async () => {
    const { unitOfWork, changesOf } = await open();
    const [atFirst = 0, other] = [changesOf('note'), changesOf('other')];
    const kept = unitOfWork.run(async (tx) => {
      await add(1)(tx);
      return changesOf('note');
    });
    expect(await kept).toBe(atFirst);
    expect([changesOf('note'), changesOf('other')]).toEqual([atFirst + 1, other]);
    await unitOfWork.run((tx) => tx.query('SELECT id FROM {note}'));
    expect(changesOf('note')).toBe(atFirst + 1);
    await unitOfWork.run((tx) => tx.updateReturning({ table: 'note', set: 'body = ?', where: 'id = ?', returning: ['id'] }, ['y', 1]));
    await unitOfWork.run((tx) => tx.run('DELETE FROM {note}'));
    expect(changesOf('note')).toBe(atFirst + 3);
  });

  it('takes a change it cannot name for one of every table', async () => {
    const { unitOfWork, changesOf } = await open();
    await unitOfWork.run(add(1));
    const [note, other] = [changesOf('note') ?? 0, changesOf('other') ?? 0];
    await unitOfWork.run((tx) => tx.run('WITH gone AS (SELECT 1 AS id) DELETE FROM {note} WHERE id IN (SELECT id FROM gone)'));
    expect([changesOf('note'), changesOf('other')]).toEqual([note + 1, other + 1]);
  });

  it('commits once for what eight clients ask in one turn: at most 0.4 commits per unit', async () => {
    const { unitOfWork } = await open();
    const before = { ...unitOfWork.counters };
    const client = async (number: number) => {
      for (let i = 0; i < 50; i += 1) await unitOfWork.run(add(number * 1000 + i));
    };
    await Promise.all(Array.from({ length: 8 }, (_, number) => client(number)));
    const units = unitOfWork.counters.units - before.units;
    const commits = unitOfWork.counters.commits - before.commits;
    expect(units).toBe(400);
    expect(commits / units).toBeLessThanOrEqual(0.4);
  });

  it('commits once for what comes in turn after turn of the event loop', async () => {
    const { unitOfWork } = await open();
    const before = unitOfWork.counters.commits;
    const first = unitOfWork.run(add(1));
    const later = new Promise((resolve) => setImmediate(() => resolve(unitOfWork.run(add(2)))));
    await Promise.all([first, later]);
    expect(unitOfWork.counters.commits - before).toBe(1);
  });

  it('keeps nothing of a unit that is refused, wherever in its group it stands', async () => {
    const { unitOfWork, reader } = await open();
    const refused = (id: number) => async (tx: Tx) => {
      await add(id)(tx);
      throw new Error(`refused ${id}`);
    };
    const group = [refused(1), refused(2), add(3), refused(4), add(5), refused(6)];
    const outcomes = await Promise.allSettled(group.map((body) => unitOfWork.run<unknown>(body)));
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([false, false, true, false, true, false]);
    expect(await reader.query('SELECT id FROM {note} ORDER BY id')).toEqual([{ id: 3 }, { id: 5 }]);
  });

  it('refuses a body that waits for anything but its transaction, and its neighbours are kept', async () => {
    const database = await open();
    const slow = database.unitOfWork.run(async (tx) => {
      await add(1)(tx);
      await sleep(20);
      await add(2)(tx);
    });
    const neighbour = database.unitOfWork.run(add(3));
    await expect(slow).rejects.toMatchObject({ code: 'unit.awaited-outside' });
    await neighbour;
    await sleep(40);
    expect(await database.reader.query('SELECT id FROM {note}')).toEqual([{ id: 3 }]);
  });

  it('refuses every unit that ran in a group when the disk is full, says it may be tried again, and goes on', async () => {
    const database = await open();
    const { connection, unitOfWork } = database;
    const pages = connection.pragma('page_count', { simple: true }) as number;
    connection.pragma(`max_page_count = ${pages + 4}`);
    const group = [add(1), add(2), add(3, 'y'.repeat(100_000)), add(4)].map((body) => unitOfWork.run(body));
    const outcomes = await Promise.allSettled(group);
    for (const outcome of outcomes.slice(0, 3)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'database.full', details: { retryable: true } } });
    }
    expect(outcomes[3]).toMatchObject({ status: 'fulfilled' });
    expect(await database.reader.query('SELECT id FROM {note}')).toEqual([{ id: 4 }]);
    expect(unitOfWork.counters.lostGroups).toBe(1);
  });

  it('refuses the whole group and everything after when a flush failed, because what the file holds is not known', async () => {
    const connection = new Sqlite(file);
    prepareWriter(connection);
    connection.exec('CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY, body TEXT NOT NULL)');
    const broken: DatabaseError[] = [];
    const unitOfWork = new SqliteUnitOfWork(new FailingFlush(connection), (fault) => broken.push(fault));
    const group = await Promise.allSettled([unitOfWork.run(add(1)), unitOfWork.run(add(2))]);
    for (const outcome of group) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'database.io' } });
    await expect(unitOfWork.run(add(3))).rejects.toMatchObject({ code: 'database.io' });
    expect(broken).toHaveLength(1);
    expect(connection.prepare('SELECT COUNT(*) FROM note').pluck().get()).toBe(0);
    connection.close();
  });

  it('does not start on a damaged file', async () => {
    const { connection, unitOfWork } = await open();
    for (let id = 0; id < 200; id += 1) await unitOfWork.run(add(id, 'z'.repeat(400)));
    const root = connection.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'note'").pluck().get() as number;
    await opened.pop()?.close();
    const damaging = new Sqlite(file);
    damaging.unsafeMode(true).pragma('writable_schema = ON');
    damaging.exec(`UPDATE sqlite_schema SET rootpage = ${root - 1} WHERE name = 'note'`);
    damaging.close();
    await expect(open()).rejects.toThrow(/damaged|malformed|corrupt/);
  });
});

/** A disk whose flush fails, which no real file here can be made to do. */
class FailingFlush extends Statements {
  override run(sql: string, parameters: readonly never[]) {
    if (sql === 'COMMIT') throw new DatabaseError('io', Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' }));
    return super.run(sql, parameters);
  }
}
