import { constraintNames, unportable } from './sql-rules.mjs';

const rulesBroken = (sql: string, side: 'mssql' | 'shared' = 'shared') => unportable(sql, side).map(({ rule }) => rule);

describe('SQL that SQL Server refuses', () => {
  it.each([
    ['concat', "SELECT first || ' ' || last FROM worker"],
    ['limit', 'SELECT id FROM sale ORDER BY id LIMIT 10'],
    ['on-conflict', 'INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO NOTHING'],
    ['or-ignore', 'INSERT OR IGNORE INTO t (a) VALUES (1)'],
    ['returning', 'DELETE FROM t WHERE a = 1 RETURNING a'],
    ['group-by-ordinal', 'SELECT a, COUNT(*) FROM t GROUP BY 1'],
    ['cast-operator', 'SELECT a::text FROM t'],
    ['ilike', 'SELECT a FROM t WHERE a ILIKE ?'],
    ['boolean-literal', 'SELECT a FROM t WHERE b = TRUE'],
    ['boolean-type', 'CREATE TABLE t (a boolean)'],
    ['join-using', 'SELECT a FROM t JOIN u USING (id)'],
    ['tuple-in', 'SELECT a FROM t WHERE (a, b) IN (SELECT c, d FROM u)'],
    ['for-update', 'SELECT a FROM t FOR UPDATE'],
    ['nulls-order', 'SELECT a FROM t ORDER BY a NULLS LAST'],
    ['with-recursive', 'WITH RECURSIVE r AS (SELECT 1 AS a) SELECT a FROM r'],
    ['if-not-exists', 'CREATE TABLE IF NOT EXISTS t (a int)'],
    ['function', "SELECT datetime('now') FROM t"],
    ['function', 'SELECT length(a) FROM t'],
    ['sqlite-ddl', 'CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)'],
    ['nvarchar-length', 'CREATE TABLE t (a nvarchar(5000))'],
    ['derived-name', 'SELECT a FROM (SELECT a FROM t) WHERE a = 1'],
    ['derived-order', 'SELECT a FROM (SELECT a FROM t ORDER BY a) AS x'],
    ['reserved-word', 'SELECT function FROM {tender_type}'],
    ['reserved-word', 'UPDATE {cart} SET open = ? WHERE id = ?'],
    ['group-by-alias', 'SELECT CONCAT(a, b) AS name, COUNT(*) AS n FROM {t} GROUP BY name'],
    ['name-length', `ALTER TABLE t ADD CONSTRAINT ${'n'.repeat(61)} CHECK (a > 0)`],
  ])('%s', (rule, sql) => {
    expect(rulesBroken(sql)).toEqual([rule]);
  });

  it('counts the rows of VALUES', () => {
    const insert = (count: number) => `INSERT INTO t (a, b) VALUES ${Array.from({ length: count }, () => '(1, (2))').join(', ')}`;
    expect(rulesBroken(insert(1_000))).toEqual([]);
    expect(rulesBroken(insert(1_001))).toEqual(['values-rows']);
  });

  it('looks at types and sp_rename in migrations of SQL Server only', () => {
    const sql = "EXEC sp_rename 'a', 'b'; CREATE TABLE t (a money)";
    expect(rulesBroken(sql, 'shared')).toEqual([]);
    expect(rulesBroken(sql, 'mssql')).toEqual(['rename-kind', 'column-type']);
  });
});

describe('SQL that both engines take', () => {
  it.each([
    "SELECT a FROM t WHERE note = 'LIMIT 5 || now()' -- LIMIT 5",
    'SELECT x.a FROM (SELECT a FROM t) AS x JOIN u ON u.a = x.a ORDER BY x.a',
    'SELECT CONCAT(a, b) FROM t WHERE a IN (?, ?) AND b LIKE ?',
    'UPDATE t SET "limit" = ? WHERE id = ?',
    'SELECT t.kind AS kind, SUM(t.amount) AS amount FROM {transaction} AS t GROUP BY t.kind ORDER BY t.kind',
    'SELECT line_id, COUNT(*) AS n FROM {t} GROUP BY line_id',
    "CREATE TABLE t (a nvarchar(450) NOT NULL, b nvarchar(MAX), CONSTRAINT pk_t PRIMARY KEY (a), CONSTRAINT ck_t_a CHECK (a <> ''))",
  ])('%s', (sql) => {
    expect(rulesBroken(sql, 'mssql')).toEqual([]);
  });
});

it('finds the names of constraints', () => {
  expect(
    constraintNames('CREATE TABLE t (a int, CONSTRAINT pk_t PRIMARY KEY (a), CONSTRAINT [uq_t] UNIQUE (a))').map(({ name }) => name),
  ).toEqual(['pk_t', 'uq_t']);
});
