// What SQL Server refuses, or would answer otherwise, although our tests on SQLite (and on a stand-in that speaks its
// protocol) let it pass. `mssql` marks what is looked for in its migrations only.

const MAX_VALUES_ROWS = 1_000;
const MAX_NAME_LENGTH = 60;

/** Matched in SQL whose literals and comments are blanked out. */
const PATTERNS = [
  { rule: 'concat', pattern: /\|\|/, say: 'write CONCAT(a, b): || is not a concatenation there' },
  { rule: 'limit', pattern: /\bLIMIT\s+[\w:@$?(]/i, say: 'LIMIT does not exist there: page through the query builder' },
  { rule: 'on-conflict', pattern: /\bON\s+CONFLICT\b/i, say: 'ON CONFLICT does not exist there: use upsertRows' },
  { rule: 'or-ignore', pattern: /\bINSERT\s+OR\s+\w+|\bREPLACE\s+INTO\b/i, say: 'INSERT OR and REPLACE INTO are SQLite' },
  { rule: 'returning', pattern: /\bRETURNING\b/i, say: 'RETURNING does not exist there' },
  { rule: 'group-by-ordinal', pattern: /\bGROUP\s+BY\s+\d/i, say: 'GROUP BY takes expressions, not positions' },
  { rule: 'cast-operator', pattern: /\w::\w/, say: 'write CAST(a AS type)' },
  { rule: 'ilike', pattern: /\bILIKE\b|\bGLOB\b|\bREGEXP\b/i, say: 'compare on a normalised column with LIKE' },
  { rule: 'boolean-literal', pattern: /\b(TRUE|FALSE)\b/i, say: 'write 1 or 0, or bind a parameter' },
  { rule: 'boolean-type', pattern: /\b(BOOLEAN|SERIAL|BIGSERIAL)\b/i, say: 'that type does not exist there' },
  { rule: 'join-using', pattern: /\bJOIN\b[^;]*?\bUSING\s*\(|\bNATURAL\s+(LEFT\s+|INNER\s+)?JOIN\b/i, say: 'join with ON' },
  { rule: 'tuple-in', pattern: /\([\w\s."[\]]+(,[\w\s."[\]]+)+\)\s*(NOT\s+)?IN\s*\(/i, say: 'a row of columns cannot be compared with IN' },
  { rule: 'for-update', pattern: /\bFOR\s+UPDATE\b/i, say: 'lock by revision' },
  { rule: 'nulls-order', pattern: /\bNULLS\s+(FIRST|LAST)\b/i, say: 'order by a CASE expression first' },
  { rule: 'with-recursive', pattern: /\bWITH\s+RECURSIVE\b/i, say: 'there it is WITH alone' },
  {
    rule: 'if-not-exists',
    pattern: /\b(TABLE|INDEX|VIEW|TRIGGER|COLUMN|SCHEMA)\s+IF\s+NOT\s+EXISTS\b/i,
    say: 'a migration runs once: create it plainly',
  },
  { rule: 'is-distinct', pattern: /\bIS\s+(NOT\s+)?DISTINCT\s+FROM\b/i, say: 'compare, and test for NULL apart' },
  {
    rule: 'function',
    pattern:
      /\b(now|length|substr|ifnull|strftime|julianday|unixepoch|datetime|random|group_concat|total|instr|printf|hex|last_insert_rowid|changes|typeof|json_extract|json_each|to_char|date_trunc|extract)\s*\(/i,
    say: 'that function does not exist there: compute it in code or put it behind the dialect',
  },
  { rule: 'sqlite-ddl', pattern: /\b(AUTOINCREMENT|WITHOUT\s+ROWID|PRAGMA|VACUUM|ATTACH)\b|\)\s*STRICT\b/i, say: 'that is SQLite' },
  { rule: 'backtick', pattern: /`/, say: 'quote names with "double quotes"' },
  { rule: 'double-equals', pattern: /[^<>=!]==[^=]/, say: 'write = once' },
  {
    rule: 'cte-semicolon',
    pattern: /[^;\s(]\s*\n\s*WITH\s+\w+\s*(\([^)]*\)\s*)?AS\s*\(/i,
    say: 'a statement before WITH ends with a semicolon',
  },
  { rule: 'nocount', pattern: /\bSET\s+NOCOUNT\s+ON\b/i, say: 'it stays on for the pooled connection, and rows of OUTPUT get lost' },
  {
    rule: 'nvarchar-length',
    pattern: /\bN?VARCHAR\s*\(\s*(?:[5-9]\d{3}|4[1-9]\d\d|40[1-9]\d|400[1-9]|\d{5,})\s*\)/i,
    say: 'at most 4000, or MAX',
  },
  { rule: 'rename-kind', pattern: /\bsp_rename\b(?![^;]*,[^;]*,)/i, say: 'name the kind of thing in the third argument', only: 'mssql' },
  {
    rule: 'column-type',
    pattern: /\b(ntext|text|image|money|smallmoney|rowversion|timestamp|datetime)\b(?!\s*\()/i,
    say: 'use the types of the column helpers (nvarchar, bigint, datetime2(3))',
    only: 'mssql',
  },
];

/** Words that are names on SQLite and reserved on SQL Server, and that no query of ours needs as what they are. */
const RESERVED =
  /\b(authorization|backup|browse|bulk|checkpoint|close|compute|current|cursor|database|deny|disk|dump|exit|external|file|freetext|function|grant|holdlock|identity|key|kill|lineno|load|national|off|offsets|open|option|percent|plan|print|proc|procedure|public|read|restore|return|revoke|rowcount|rule|save|schema|shutdown|statistics|textsize|transaction|trigger|tran|use|user|view|while)\b/i;
const IS_QUERY = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;

/**
 * Everything SQL Server would refuse in one piece of SQL.
 * @param {string} sql
 * @param {'mssql' | 'shared'} side whose SQL it is: SQL Server's alone, or a query both dialects run
 * @returns {{ rule: string, say: string, offset: number }[]}
 */
export function unportable(sql, side = 'shared') {
  const bare = blankLiterals(sql);
  const found = PATTERNS.filter(({ only }) => !only || only === side).flatMap(({ rule, pattern, say }) => {
    const match = pattern.exec(bare);
    return match ? [{ rule, say, offset: match.index }] : [];
  });
  return [...found, ...longValues(bare), ...derivedTables(bare), ...longNames(bare), ...queryRules(bare, side)].sort(
    (a, b) => a.offset - b.offset,
  );
}

/**
 * Names of constraints, which SQL Server wants unique in the schema (SQLite does not look).
 * @param {string} sql
 * @returns {{ name: string, offset: number }[]}
 */
export function constraintNames(sql) {
  return [...blankLiterals(sql).matchAll(/\bCONSTRAINT\s+["[]?(\w+)["\]]?\s+(?:PRIMARY|UNIQUE|FOREIGN|CHECK|DEFAULT)/gi)].map((match) => ({
    name: match[1],
    offset: match.index,
  }));
}

/** Comments and text in quotes become blanks of the same length, so that positions stay true. */
function blankLiterals(sql) {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (text) => text.replace(/[^\n]/g, ' '));
}

function longValues(sql) {
  return [...sql.matchAll(/\bVALUES\b/gi)].flatMap(({ index }) => {
    let rows = 0;
    let depth = 0;
    for (let at = index + 'VALUES'.length; at < sql.length; at++) {
      const char = sql[at];
      if (char === '(' && depth++ === 0) rows++;
      else if (char === ')') depth--;
      else if (depth === 0 && !/[\s,]/.test(char)) break;
    }
    return rows > MAX_VALUES_ROWS
      ? [{ rule: 'values-rows', say: `${rows} rows in VALUES, at most ${MAX_VALUES_ROWS}: use inChunks`, offset: index }]
      : [];
  });
}

/** A query in FROM or JOIN needs a name, and may be ordered only together with TOP or OFFSET. */
function derivedTables(sql) {
  return [...sql.matchAll(/\b(?:FROM|JOIN)\s*\(\s*SELECT\b/gi)].flatMap(({ index }) => {
    const open = sql.indexOf('(', index);
    const close = closing(sql, open);
    if (close === -1) return [];
    const body = sql.slice(open + 1, close);
    const found = [];
    if (!/^\s*(AS\s+)?["[]?(?!(?:WHERE|ON|GROUP|ORDER|JOIN|LEFT|INNER|UNION|HAVING)\b)\w+/i.test(sql.slice(close + 1))) {
      found.push({ rule: 'derived-name', say: 'a query in FROM needs a name', offset: index });
    }
    if (/\bORDER\s+BY\b/i.test(withoutNested(body)) && !/\bTOP\b|\bOFFSET\b/i.test(withoutNested(body))) {
      found.push({ rule: 'derived-order', say: 'a query in FROM cannot be ordered without TOP', offset: index });
    }
    return found;
  });
}

/** Queries that both dialects run: tables in braces, no bare reserved word, no name of a result in GROUP BY. */
function queryRules(sql, side) {
  if (side !== 'shared' || !IS_QUERY.test(sql)) return [];
  const bare = sql.replace(/\{\w*\}|"[^"]*"|\[\w+\]/g, (name) => ' '.repeat(name.length));
  const reserved = RESERVED.exec(bare);
  return [
    ...(reserved
      ? [{ rule: 'reserved-word', say: `${reserved[1]} is a reserved word there: name it otherwise`, offset: reserved.index }]
      : []),
    ...groupedAliases(sql),
  ];
}

/** `SELECT a + b AS c ... GROUP BY c` groups by a name that does not exist yet there; `x.c AS c` is a column. */
function groupedAliases(sql) {
  const grouped = /\bGROUP\s+BY\s+([\w\s.,]+?)(?=\bORDER\b|\bHAVING\b|[;)]|$)/i.exec(sql);
  const names = grouped ? grouped[1].split(',').map((name) => name.trim()) : [];
  const aliases = [...sql.matchAll(/([\w.)?]+)\s+AS\s+(\w+)/gi)].filter(([, from, alias]) => from.split('.').at(-1) !== alias);
  return names
    .filter((name) => aliases.some(([, , alias]) => alias === name))
    .map((name) => ({ rule: 'group-by-alias', say: `${name} is a name of the result: group by the expression`, offset: grouped.index }));
}

function longNames(sql) {
  return constraintNames(sql)
    .filter(({ name }) => name.length > MAX_NAME_LENGTH)
    .map(({ name, offset }) => ({ rule: 'name-length', say: `${name} is longer than ${MAX_NAME_LENGTH} characters`, offset }));
}

function closing(sql, open) {
  let depth = 0;
  for (let at = open; at < sql.length; at++) {
    if (sql[at] === '(') depth++;
    else if (sql[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

function withoutNested(sql) {
  let text = sql;
  for (let before; before !== text;) {
    before = text;
    text = text.replace(/\([^()]*\)/g, (nested) => ' '.repeat(nested.length));
  }
  return text;
}
