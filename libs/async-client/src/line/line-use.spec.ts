import { openSqliteStore } from '@app/channel-db';
import type { Database } from '@app/database';
import { systemClock } from '@app/kernel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capped } from './capped';
import { LineUse } from './line-use';

let folder: string;
let store: Database;
let line: LineUse;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'line-'));
  store = await openSqliteStore(join(folder, 'store.db'));
  line = new LineUse(store, systemClock);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function* chunks(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < 4; at += 1) yield new Uint8Array(1_000).fill(at);
}

async function taken(): Promise<number[]> {
  const bytes: number[] = [];
  for await (const chunk of capped(chunks(), line)) bytes.push(...new Set(chunk));
  return bytes;
}

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const wish = (rateKilobytesPerSecond: number | null): void =>
  line.wish({ pollSeconds: 60, uploadSeconds: 1, rateKilobytesPerSecond, isMetered: false, isPaused: false });

it('a capped line brings the same bytes, in no less time than the cap allows', async () => {
  expect(await taken()).toEqual([0, 1, 2, 3]);
  wish(20);
  let bytes: number[] = [];
  expect(await took(async () => (bytes = await taken()))).toBeGreaterThanOrEqual(190);
  expect(bytes).toEqual([0, 1, 2, 3]);
});

it('what goes up and what comes down share one cap', async () => {
  wish(20);
  expect(await took(() => Promise.all([line.spend(2_000), line.spend(2_000)]))).toBeGreaterThanOrEqual(190);
});

it('a line without a cap keeps nobody waiting, whatever passed under a cap before', async () => {
  wish(1);
  void line.spend(1_000_000, AbortSignal.timeout(1));
  wish(null);
  await line.spend(1_000_000);
});
