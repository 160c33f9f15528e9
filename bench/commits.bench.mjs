// Durable writes in-process: the unit of work against bare better-sqlite3, the same eight statements, and how many
// flushes the unit of work needs when eight clients write at once. The rates hang on the disk of the moment, so they are
// judged by processor time per write.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import database from '../dist/libs/database/src/index.js';
import { LINE_COUNT, lineRow, paymentRow, ROWS, saleRow } from './floors/checkout-rows.mjs';
import { openFloorDatabase, TABLES } from './floors/database.mjs';
import { benchmark, compared, inTurn, limited } from './harness/rounds.mjs';

const ROUND_MS = 1_000;
const LINES = Array.from({ length: LINE_COUNT }, (_, index) => index + 1);

function bareCommits({ db }, groupSize) {
  const { count, sale, line, payment } = Object.fromEntries(Object.entries(ROWS).map(([name, sql]) => [name, db.prepare(sql)]));
  const [begin, commit, savepoint, release] = ['BEGIN IMMEDIATE', 'COMMIT', 'SAVEPOINT s', 'RELEASE s'].map((sql) => db.prepare(sql));
  const checkout = () => {
    const number = count.get().value;
    sale.run(...saleRow(number));
    for (const each of LINES) line.run(...lineRow(number, each));
    payment.run(...paymentRow(number));
  };
  const group = () => {
    begin.run();
    for (let one = 0; one < groupSize; one++) {
      savepoint.run();
      checkout();
      release.run();
    }
    commit.run();
  };
  return () => {
    let done = 0;
    const cpu = process.cpuUsage();
    const began = performance.now();
    for (; performance.now() - began < ROUND_MS; done += groupSize) group();
    return { cpuUs: cpuUsSince(cpu) / done };
  };
}

function cpuUsSince(before) {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

async function checkout(tx) {
  const [{ value: number }] = await tx.query(ROWS.count);
  await tx.run(ROWS.sale, saleRow(number));
  for (const each of LINES) await tx.run(ROWS.line, lineRow(number, each));
  await tx.run(ROWS.payment, paymentRow(number));
}

function unitsOfWork({ unitOfWork }, clients) {
  return async () => {
    const before = { ...unitOfWork.counters };
    const cpu = process.cpuUsage();
    const began = performance.now();
    const client = async () => {
      while (performance.now() - began < ROUND_MS) await unitOfWork.run(checkout);
    };
    await Promise.all(Array.from({ length: clients }, client));
    const units = unitOfWork.counters.units - before.units;
    const commits = unitOfWork.counters.commits - before.commits;
    return { cpuUs: cpuUsSince(cpu) / units, commitsPerWrite: commits / units };
  };
}

async function openProduct() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-units-'));
  const statements = TABLES.split(';').filter((text) => text.trim() !== '');
  const opened = await database.openSqlite({
    file: join(folder, 'store.db'),
    migrations: { name: 'bench', sqlite: [{ name: '0001', statements }], mssql: [] },
  });
  const stop = async () => {
    await opened.close();
    rmSync(folder, { recursive: true });
  };
  return { unitOfWork: opened.unitOfWork, stop };
}

await benchmark(async (keep) => {
  const floor = openFloorDatabase({ products: 0 });
  keep({ stop: floor.close });
  const product = keep(await openProduct());
  const cpu = { unit: 'us CPU', pick: (round) => round.cpuUs };

  const alone = await inTurn({ floor: bareCommits(floor, 1), product: unitsOfWork(product, 1) });
  compared(alone, { name: 'durable write, one writer', ...cpu, target: { atMost: 1 / 0.6 } });

  const many = await inTurn({ floor: bareCommits(floor, 64), product: unitsOfWork(product, 64) });
  compared(many, { name: 'durable write, 64 waiting', ...cpu, target: { atMost: 1 / 0.3 } });

  const eight = await inTurn({ floor: bareCommits(floor, 8), product: unitsOfWork(product, 8) });
  limited(eight, {
    name: 'commits per write, 8 writers',
    unit: 'commits/write',
    pick: (round) => round.commitsPerWrite,
    target: { atMost: 0.4 },
  });
});
