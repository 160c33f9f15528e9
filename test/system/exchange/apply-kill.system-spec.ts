import { prepareCatalog } from '@app/async-client';
import { currentGeneration } from '@app/channel-db';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inFolder } from '../support/folders';
import { priceList, pricesSeen, products, type StoredPackage } from './price-lists';

const KILLS = 12;
const STEP_MS = 40;

/** Kills the applying process so many milliseconds after it began; undefined lets it finish. */
async function applyInProcess(directory: string, packages: readonly StoredPackage[], killAfterMs?: number): Promise<void> {
  const child = fork(join(__dirname, 'apply-process.cjs'), [], { execArgv: [] });
  const exited = once(child, 'exit');
  child.send({ directory, packages, now: 1 });
  await once(child, 'message');
  if (killAfterMs !== undefined) {
    await sleep(killAfterMs);
    child.kill('SIGKILL');
  }
  await exited;
}

it(`shows the old price list or the new one, whenever the apply is killed (${KILLS} times), and a later try finishes it`, () =>
  inFolder('apply-kill', async (directory) => {
    await prepareCatalog(directory);
    await applyInProcess(directory, [products(directory), priceList(directory, '1.00')]);
    const before = currentGeneration(directory) ?? 0;
    const next = priceList(directory, '2.00');
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await applyInProcess(directory, [next], kill * STEP_MS);
      await prepareCatalog(directory);
      expect(readdirSync(directory).filter((name) => /^catalog-\d+\.db$/.test(name))).toHaveLength(1);
      expect(await pricesSeen(directory)).toEqual([currentGeneration(directory) === before ? 10_000 : 20_000]);
    }
    await applyInProcess(directory, [next]);
    expect(await pricesSeen(directory)).toEqual([20_000]);
  }), 180_000); // prettier-ignore
