// Reads the SQL in our sources and names what SQL Server would refuse. Two kinds of source:
// - its own migrations and dialect files (a folder `mssql`, `mssql.ts`, `x.mssql.ts`), as .sql or as strings in .ts;
// - SQL that both dialects run: strings in every other file of a lib or app that may hold such SQL.
// SQLite's side is left out: the same names with `sqlite`, and files that import better-sqlite3.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../run/runtime.mjs';
import { constraintNames, unportable } from './sql-rules.mjs';

const FOLDERS = ['libs', 'apps/scale-unit/src'];
const STATEMENT =
  /^\s*(?:--[^\n]*\n\s*)*(?:SELECT\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|MERGE\s|WITH\s+(?:RECURSIVE\s+)?\w+\s*(?:\([^)]*\)\s*)?AS\s*\(|(?:CREATE|ALTER|DROP)\s+(?:TABLE|UNIQUE|INDEX|VIEW|TRIGGER|SCHEMA|SEQUENCE)\b|IF\s+(?:NOT\s+)?EXISTS\s*\(|EXEC\s|PRAGMA\s)/;
/** What is handed to these methods of a query builder is a piece of SQL, though it does not look like a statement. */
const FRAGMENT_METHODS = new Set([
  'where',
  'andWhere',
  'orWhere',
  'having',
  'andHaving',
  'addSelect',
  'orderBy',
  'addOrderBy',
  'groupBy',
  'addGroupBy',
]);

/** A dialect's own files: in a folder of its name, called by its name, or ending in it. */
const isOf = (dialect, file) => new RegExp(`(^|/)${dialect}/|(^|[/.])${dialect}\\.(ts|sql)$`).test(file);
const sideOf = (file) => (isOf('mssql', file) ? 'mssql' : 'shared');
const isOfSqlite = (file, text) => isOf('sqlite', file) || /from 'better-sqlite3'|require\('better-sqlite3'\)/.test(text);

function sources() {
  return FOLDERS.filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`))
    .filter((file) => /\.(ts|sql)$/.test(file) && !/spec\.ts$|\.d\.ts$|\/test\/|^libs\/(testing|client|store-files)\//.test(file))
    .sort();
}

/** The pieces of SQL in a file, each with the line it starts on. */
function piecesOf(file, text) {
  if (file.endsWith('.sql')) return [{ sql: text, line: 1 }];
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const pieces = [];
  const visit = (node) => {
    const sql = sqlOf(node);
    if (sql !== undefined && (STATEMENT.test(sql) || isFragment(node))) {
      pieces.push({ sql, line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
    } else ts.forEachChild(node, visit);
  };
  visit(tree);
  return pieces;
}

/** The text of a literal; what a template puts in becomes a name. A chain of + is one text. */
function sqlOf(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map((span) => `x${span.literal.text}`).join('');
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const left = sqlOf(node.left);
    return left === undefined ? undefined : left + (sqlOf(node.right) ?? 'x');
  }
  return undefined;
}

function isFragment(node) {
  const call = node.parent;
  return (
    call !== undefined &&
    ts.isCallExpression(call) &&
    call.arguments[0] === node &&
    ts.isPropertyAccessExpression(call.expression) &&
    FRAGMENT_METHODS.has(call.expression.name.text)
  );
}

const problems = [];
const constraints = new Map();
let pieceCount = 0;
for (const file of sources()) {
  const text = readFileSync(join(ROOT, file), 'utf8');
  if (isOfSqlite(file, text)) continue;
  const side = sideOf(file);
  for (const { sql, line } of piecesOf(file, text)) {
    pieceCount++;
    const at = (offset) => `${file}:${line + sql.slice(0, offset).split('\n').length - 1}`;
    for (const { rule, say, offset } of unportable(sql, side)) problems.push(`${at(offset)}  ${rule}: ${say}`);
    if (side !== 'mssql') continue;
    for (const { name, offset } of constraintNames(sql)) {
      const first = constraints.get(name.toLowerCase());
      if (first) problems.push(`${at(offset)}  constraint-name: ${name} is the name of another constraint, at ${first}`);
      else constraints.set(name.toLowerCase(), at(offset));
    }
  }
}

for (const problem of problems) console.error(problem);
console.log(`${pieceCount} pieces of SQL read, ${problems.length} problems`);
process.exitCode = problems.length ? 1 : 0;
