import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { all, readXml, textOf } from '../../../apps/headquarters/test/kit/read-poslog';
import { acknowledgedFacts } from '../../../tools/simulate/src/check/books';
import { minorUnits } from '../../../tools/simulate/src/check/facts';
import { SimulatorLedger } from '../../../tools/simulate/src/ledger';
import { openOwnStore, type OwnStore } from '../../../tools/simulate/src/own-store';
import { run } from '../../../tools/simulate/src/run';
import type { HeadquartersApi } from '../../../tools/simulate/src/store/headquarters-api';
import { inFolder } from '../support/folders';
import { ErpSide, EXAMPLE, untilDecided } from './erp-store';

const CHANNEL = '301';
const SALES = 60;

/** What the page says, step by step: a store, two exports, a box. */
async function setUp(erp: ErpSide, headquarters: HeadquartersApi) {
  const [, worker = ''] = await erp.asThePageSays('store create');
  const [, staffId = '', pin = ''] = /^worker (\d+): .*, PIN (\d+)$/.exec(worker) ?? [];
  erp.takeExample();
  for (const name of ['products-2026-08-10.csv', 'prices-301-2026-08-10.csv']) {
    expect(await untilDecided(headquarters, name)).toMatchObject({ state: 'done', refusedCount: 0 });
  }
  return { channelDatabaseId: CHANNEL, channelId: CHANNEL, registerIds: ['301-01', '301-02'], cashier: { staffId, pin } };
}

interface Control {
  readonly counts: { readonly transactions: number; readonly lines: number; readonly tenders: number };
  readonly totals: Record<string, Record<string, string>>;
  readonly files: readonly { readonly name: string; readonly sizeBytes: number; readonly sha256: string }[];
}

/** Sums of a column per transaction or over all, in minor units. */
const sum = (amounts: readonly (string | undefined)[]): bigint => amounts.reduce((total, text) => total + minorUnits(text ?? ''), 0n);

async function checkSalesFiles(erp: ErpSide, folder: string): Promise<void> {
  const outbox = join(erp.files, 'outbox');
  const day = new Date().toISOString().slice(0, 10);
  const around = [-1, 1].map((days) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10));
  const written = await erp.asThePageSays('sales files', (words) =>
    words.map((word) => (/^\d{4}-/.test(word) ? (around.shift() ?? word) : word)),
  );
  expect(written.length).toBeGreaterThan(0);
  const read = (name: string): Buffer => readFileSync(join(outbox, name));
  const controls = written.map((name) => JSON.parse(read(`${name}.control.json`).toString()) as Control);
  const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'), { isRead: true });
  const sold = acknowledgedFacts(ledger);
  const gross = sold.reduce((total, { grossMinor }) => total + grossMinor, 0n);
  expect(sum(controls.map(({ totals }) => totals['EUR']?.['gross']))).toBe(gross);
  expect(controls.reduce((count, { counts }) => count + counts.transactions, 0)).toBe(sold.length);

  for (const [index, name] of written.entries()) {
    const control = controls[index] as Control;
    for (const { name: file, sizeBytes, sha256 } of control.files) {
      expect([file, read(file).length, createHash('sha256').update(read(file)).digest('hex')]).toEqual([file, sizeBytes, sha256]);
    }
    const rows = (table: string) => parse<Record<string, string>>(read(`${name}.${table}.csv`), { columns: true });
    const [transactions, lines, tenders] = [rows('transactions'), rows('lines'), rows('tenders')];
    const totals = control.totals['EUR'] ?? {};
    expect(sum(transactions.map((row) => row['gross']))).toBe(minorUnits(totals['gross'] ?? ''));
    expect(sum(lines.filter((row) => row['isVoided'] === 'false').map((row) => row['gross']))).toBe(minorUnits(totals['gross'] ?? ''));
    expect(sum(tenders.map((row) => row['amount']))).toBe(minorUnits(totals['gross'] ?? '') + minorUnits(totals['rounding'] ?? ''));
    expect(Object.fromEntries(Object.keys(control.counts).map((table) => [table, rows(table).length]))).toEqual(control.counts);
    expect(sum(rows('discounts').map((row) => row['amount']))).toBe(minorUnits(totals['discount'] ?? ''));
    const log = all(readXml(read(`${name}.poslog.xml`).toString()), 'Transaction');
    expect(log.map((one) => textOf(one, 'TransactionID'))).toEqual(transactions.map((row) => row['transactionId']));
    const records = read(`${name}.ndjson`).toString().trim().split('\n');
    const digests = records.map((line) => createHash('sha256').update(line).digest('hex'));
    expect(digests.filter((digest) => !sold.some((fact) => fact.digest === digest))).toEqual([]);
    expect(readdirSync(outbox)).toContain(`${name}.done`);
  }
}

/** Half of a price file, as a line that broke leaves it, and a file of nothing. */
async function checkTruncated(erp: ErpSide, { headquarters }: OwnStore): Promise<void> {
  const prices = async () => (await headquarters.get<{ rows: unknown[] }>(`/prices?channelId=${CHANNEL}&limit=1000`)).rows;
  const before = await prices();
  const whole = readFileSync(join(EXAMPLE, 'prices-301-2026-08-10.csv'), 'utf8');
  erp.drop('prices-301-2026-08-11.csv', whole.slice(0, whole.length / 2));
  const held = await untilDecided(headquarters, 'prices-301-2026-08-11.csv');
  expect(held).toMatchObject({
    state: 'held',
    reason: expect.stringMatching(/^\d+ price rows where there were 25: less than 80 %/) as string,
  });
  erp.drop('prices-301-2026-08-12.csv', '');
  expect(await untilDecided(headquarters, 'prices-301-2026-08-12.csv')).toMatchObject({ state: 'refused' });
  expect(await prices()).toEqual(before);
  expect((await erp.asThePageSays('inbox list --state held')).join('\n')).toContain(held.fileId);
  await erp.asThePageSays('inbox refuse', (words) => [...words.slice(0, 2), held.fileId]);
  expect(await erp.hq('inbox', 'list', '--state', 'held')).toEqual([]);
}

it('makes a selling store of two exports by the page of the docs, and hands its sales back to the cent', () =>
  inFolder('erp-doors', async (folder) => {
    const erp = new ErpSide(folder);
    const world = await openOwnStore({ folder, registerCount: 2, productCount: 0, setUp: (headquarters) => setUp(erp, headquarters) });
    try {
      const said: string[] = [];
      const options = { sales: SALES, perSecond: undefined, seed: 7, isChaos: false, isHeadquartersAway: false, folder };
      const agree = await run(world, { ...options, print: (line) => said.push(line) });
      expect({ agree, said: agree ? [] : said }).toEqual({ agree: true, said: [] });
      await checkSalesFiles(erp, folder);
      await checkTruncated(erp, world);
    } finally {
      await world.close();
    }
  }), 240_000); // prettier-ignore
