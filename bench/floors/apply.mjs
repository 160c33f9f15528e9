// The least that applying rows to a catalog file costs, by hand: a block of lines parsed at once and written row by row, or the rows
// of an attached file in one statement. The same table, the same transaction, the same durability; no check, no cursor, no quarantine.
// Prints what it took as JSON: seconds, and processor time of the thread.
import Database from 'better-sqlite3';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const [kind, file, source] = process.argv.slice(2);
const database = new Database(file);
for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'busy_timeout = 5000']) database.pragma(pragma);
const columns = database.prepare("SELECT name, pk FROM pragma_table_info('product')").all();
const names = columns.map(({ name }) => name);
const others = columns.filter(({ pk }) => pk === 0).map(({ name }) => `${name} = excluded.${name}`);
const upsert = (from) =>
  `INSERT INTO product (${names.join(', ')}) ${from} ON CONFLICT (legal_entity_id, product_id) DO UPDATE SET ${others.join(', ')}`;
const fieldOf = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
const isFlag = (name) => /^(is|must)_/.test(name);

const KINDS = {
  async lines() {
    const insert = database.prepare(upsert(`VALUES (${names.map(() => '?').join(', ')})`));
    const fields = names.map((name) => [fieldOf(name), isFlag(name)]);
    database.exec('BEGIN IMMEDIATE');
    let rest = '';
    const block = (lines) => {
      for (const row of JSON.parse(`[${lines.join(',')}]`))
        insert.run(fields.map(([field, flag]) => (flag ? Number(row[field]) : row[field])));
    };
    for await (const text of createReadStream(source)
      .pipe(createGunzip({ chunkSize: 262_144 }))
      .setEncoding('utf8')) {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      block(lines);
    }
    database.exec('COMMIT');
  },
  attached() {
    database.prepare('ATTACH ? AS other').run(source);
    database.exec('BEGIN IMMEDIATE');
    database.exec(upsert(`SELECT ${names.join(', ')} FROM other.product WHERE true`));
    database.exec('COMMIT');
  },
};

const began = performance.now();
const cpu = process.cpuUsage();
await KINDS[kind]();
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 }));
database.close();
