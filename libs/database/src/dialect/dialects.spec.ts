import type { Tx, Value } from '../database';
import { DatabaseError } from '../errors';
import { mssqlDialect } from './mssql';
import { sqliteDialect } from './sqlite';

const mssql = mssqlDialect('store');

/** Takes down what a dialect sends; throws what it is told to. */
function aTx(dialect: Tx['dialect'], failures: (Error | undefined)[] = []) {
  const sent: [string, readonly Value[]][] = [];
  const run = async (sql: string, parameters: readonly Value[] = []) => {
    sent.push([dialect.translate(sql), parameters]);
    const failure = failures.shift();
    if (failure) throw failure;
    return { changes: 1 };
  };
  return { tx: { dialect, run } as unknown as Tx, sent };
}

describe('a text written once', () => {
  it('names tables and parameters as each engine wants them, and leaves quoted text alone', () => {
    const sql = "SELECT note FROM {sale} WHERE a = ? AND note <> 'what? {no}' AND b IN (?, ?)";
    expect(sqliteDialect.translate(sql)).toBe('SELECT note FROM "sale" WHERE a = +? AND note <> \'what? {no}\' AND b IN (+?, +?)');
    expect(mssql.translate(sql)).toBe("SELECT note FROM [store].[sale] WHERE a = @0 AND note <> 'what? {no}' AND b IN (@1, @2)");
  });

  it('is cut to a page only when it says in which order', () => {
    expect(sqliteDialect.limited('SELECT a FROM {t} ORDER BY a', 3)).toMatch(/ LIMIT 3$/);
    expect(mssql.limited('SELECT a FROM {t} ORDER BY a', 3)).toMatch(/ ORDER BY a OFFSET 0 ROWS FETCH NEXT 3 ROWS ONLY$/);
    for (const dialect of [sqliteDialect, mssql]) {
      expect(() => dialect.limited('SELECT a FROM {t}', 3)).toThrow('ends in its order');
      expect(() => dialect.limited('SELECT a FROM (SELECT b FROM {t} ORDER BY b) AS x', 3)).toThrow('ends in its order');
    }
  });

  it('answers with what it changed', () => {
    const statement = { table: 't', set: 'a = ?', where: 'b = ?', returning: ['a', 'c'] };
    expect(sqliteDialect.updateReturning(statement)).toBe('UPDATE {t} SET a = ? WHERE b = ? RETURNING a, c');
    expect(mssql.updateReturning(statement)).toBe('UPDATE {t} SET a = ? OUTPUT inserted.a AS a, inserted.c AS c WHERE b = ?');
  });
});

describe('rows that may be there already', () => {
  const upsert = { table: 't', columns: ['k', 'a'], key: ['k'], rows: [['x', 1], ['y', 2]] }; // prettier-ignore

  it('are one statement on SQLite', async () => {
    const { tx, sent } = aTx(sqliteDialect);
    await sqliteDialect.upsert(tx, upsert);
    expect(sent).toEqual([
      ['INSERT INTO "t" (k, a) VALUES (+?, +?), (+?, +?) ON CONFLICT (k) DO UPDATE SET a = excluded.a', ['x', 1, 'y', 2]],
    ]);
  });

  const UPDATE =
    'UPDATE target SET target.a = source.a FROM [store].[t] AS target INNER JOIN (VALUES (@0, @1), (@2, @3)) AS source (k, a) ON target.k = source.k';
  const INSERT =
    'INSERT INTO [store].[t] (k, a) SELECT source.k, source.a FROM (VALUES (@0, @1), (@2, @3)) AS source (k, a) ' +
    'WHERE NOT EXISTS (SELECT 1 AS found FROM [store].[t] AS target WHERE target.k = source.k)';

  it('are changed and then added on SQL Server, without MERGE', async () => {
    const { tx, sent } = aTx(mssql);
    await mssql.upsert(tx, upsert);
    expect(sent.map(([sql]) => sql)).toEqual([UPDATE, INSERT]);
  });

  it('are changed after all when a neighbour added one of them in between', async () => {
    const { tx, sent } = aTx(mssql, [undefined, new DatabaseError('unique', new Error('2627'))]);
    await mssql.upsert(tx, upsert);
    expect(sent.map(([sql]) => sql)).toEqual([UPDATE, INSERT, UPDATE, INSERT]);
  });

  it('are only added where all of their columns are the key', async () => {
    const keyOnly = { ...upsert, columns: ['k'], rows: [['x']] };
    const lite = aTx(sqliteDialect);
    await sqliteDialect.upsert(lite.tx, keyOnly);
    expect(lite.sent[0]?.[0]).toMatch(/DO NOTHING$/);
    const server = aTx(mssql);
    await mssql.upsert(server.tx, keyOnly);
    expect(server.sent).toHaveLength(1);
  });
});
