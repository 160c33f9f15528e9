import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ManagementSchemas } from '@app/client/management';
import { signingKeyFromPem } from '@app/protocol';
import { acknowledgedFacts } from '../../tools/simulate/src/check/books';
import { SimulatorLedger } from '../../tools/simulate/src/ledger';
import { openOwnStore, type OwnStore } from '../../tools/simulate/src/own-store';
import { serveCustomers } from '../../tools/simulate/src/register/customers';
import { openLanes } from '../../tools/simulate/src/register/open-lanes';
import { seedBacklog } from '../../tools/simulate/src/store/seed-backlog';
import { inFolder } from './support/folders';

/** Size of the store; `npm run test:long -- restore-drill` takes a gibibyte. */
const MIB = Number(process.env['DRILL_MIB'] ?? 50);
const SEEDED_AT_ONCE = 5_000;
const SALES = 20;

it(
  `a store of ${MIB} MiB is copied while it sells, brought back, and proven equal to what was acknowledged`,
  () =>
    inFolder('restore-drill', async (folder) => {
      const world = await openOwnStore({ registerCount: 1, productCount: 200, folder });
      try {
        world.store.lineToHeadquarters.cut();
        const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'));
        const [lane] = await openLanes(world, ledger, 1);
        const sell = () => serveCustomers(lane!, { count: SALES, comesAtMs: () => 0 }, throwIt);
        await sell();
        const seeded = await enlarge(world);

        const [{ lastCopy }] = await Promise.all([finished(world, '/backups'), sell()]);
        const [{ lastDrill }] = await Promise.all([finished(world, '/backups/drill', {}), sell()]);
        const before = acknowledgedFacts(ledger).length;
        ledger.close();

        expect(lastDrill).toMatchObject({ name: lastCopy!.name, faults: [], records: lastCopy!.records });
        // Every sale acknowledged before the copy was asked for is in it; of those made meanwhile as many as it met.
        expect(lastDrill!.sales).toBeGreaterThanOrEqual(seeded + SALES);
        expect(lastDrill!.sales).toBeLessThanOrEqual(seeded + before);
        expect(lastDrill!.plainBytes).toBeGreaterThan(MIB * 1024 ** 2);
        tell(lastCopy!, lastDrill!);
      } finally {
        await world.close();
      }
    }),
  120_000 + MIB * 2_000,
);

type State = ManagementSchemas['BackupsState'];

async function finished({ management }: OwnStore, path: string, body: object = {}): Promise<State> {
  await management.post(path, body);
  for (;;) {
    const state = await management.get<State>('/backups');
    if (state.current === null && state.failed === null) return state;
    if (state.failed) throw new Error(state.failed.message);
    await sleep(100);
  }
}

/** Fills the store of the stopped box with sales as it would have made them, until it has its size. Answers how many. */
async function enlarge({ store }: OwnStore): Promise<number> {
  await store.unit.stop();
  const file = join(store.unitFolder, 'store.db');
  const keyFile = (name: string) => readFileSync(join(store.unitFolder, 'keys', name), 'utf8');
  const key = signingKeyFromPem(`box:${keyFile('instance.id').trim()}`, keyFile('box.pem'));
  let seeded = 0;
  for (; statSync(file).size < MIB * 1024 ** 2; seeded += SEEDED_AT_ONCE) seedBacklog({ file, count: SEEDED_AT_ONCE, key });
  await store.startUnit();
  return seeded;
}

function tell(copy: NonNullable<State['lastCopy']>, drill: NonNullable<State['lastDrill']>): void {
  const mib = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(0)} MiB`;
  process.stdout.write(
    `${drill.records} records in ${mib(drill.plainBytes)}, sealed ${mib(copy.sizeBytes)}: brought back and proven in ${drill.totalMs / 1_000} s\n`,
  );
}

function throwIt(error: Error): never {
  throw error;
}
