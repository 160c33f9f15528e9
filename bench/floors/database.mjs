import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COLUMNS, PRODUCT_COUNT, productRow } from './catalog.mjs';

export const TABLES = `
  CREATE TABLE product(${COLUMNS}); CREATE INDEX product_barcode ON product(barcode);
  CREATE TABLE cart(id INTEGER PRIMARY KEY, register INTEGER, total INTEGER, tax INTEGER, at TEXT, status INTEGER);
  CREATE TABLE cart_line(cart_id INTEGER, n INTEGER, product_id INTEGER, quantity INTEGER, price INTEGER, tax INTEGER, PRIMARY KEY(cart_id, n)) WITHOUT ROWID;
  CREATE TABLE sale(id INTEGER PRIMARY KEY, register INTEGER, total INTEGER, tax INTEGER, at TEXT, status INTEGER);
  CREATE TABLE sale_line(sale_id INTEGER, n INTEGER, product_id INTEGER, quantity INTEGER, price INTEGER, tax INTEGER, PRIMARY KEY(sale_id, n)) WITHOUT ROWID;
  CREATE TABLE payment(sale_id INTEGER, n INTEGER, tender TEXT, amount INTEGER, PRIMARY KEY(sale_id, n)) WITHOUT ROWID;
  CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID; INSERT INTO counter VALUES('sale', 0);
`;

/** A store file in a temporary folder, durable like the product's (WAL, FULL); removed when it is closed. */
export function openFloorDatabase({ products = PRODUCT_COUNT } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-floor-'));
  const db = new Database(join(folder, 'store.db'));
  db.pragma('journal_mode=WAL');
  db.pragma('synchronous=FULL');
  db.exec(TABLES);
  const insert = db.prepare(`INSERT INTO product VALUES(${Array(12).fill('?').join(',')})`);
  db.transaction(() => {
    for (let id = 1; id <= products; id++) insert.run(productRow(id));
  })();
  return {
    db,
    close: () => {
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** What came in during one turn of the event loop goes into one commit, a savepoint each, and is answered after it. */
export function groupCommit(db) {
  const [begin, commit, savepoint, release] = ['BEGIN IMMEDIATE', 'COMMIT', 'SAVEPOINT s', 'RELEASE s'].map((sql) => db.prepare(sql));
  let waiting = null;

  function flush() {
    const group = waiting;
    waiting = null;
    begin.run();
    const results = group.map(({ write }) => {
      savepoint.run();
      const result = write();
      release.run();
      return result;
    });
    commit.run();
    group.forEach(({ resolve }, index) => resolve(results[index]));
  }

  return (write) =>
    new Promise((resolve) => {
      if (!waiting) {
        waiting = [];
        setImmediate(flush);
      }
      waiting.push({ write, resolve });
    });
}
