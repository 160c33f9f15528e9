import { join } from 'node:path';
import { acknowledgedFacts, headquartersFacts } from '../check/books';
import { differencesOf, type Difference } from '../check/compare';
import { readCapsule } from '../check/facts';
import { untilUploaded } from '../check/until-uploaded';
import { SimulatorLedger } from '../ledger';
import type { OwnStore } from '../own-store';
import { Random } from '../random';
import { serveCustomers } from '../register/customers';
import { openLane, type OpenLane } from '../register/open-lanes';
import { copyUnit, startSecondBox } from './second-box';
import { until } from './until';

export interface ClonedBoxResult {
  /** What acknowledged sales of either box are missing or different at headquarters. */
  readonly differences: readonly Difference[];
  readonly sold: number;
  /** Fork under which the last sale of the copy was numbered. */
  readonly forkOfLastSale: number;
  readonly alarmsAtHeadquarters: readonly string[];
  readonly alarmsOnTheCopy: readonly string[];
}

interface Status {
  readonly box: { readonly fork: number };
  readonly alarms: readonly { readonly code: string }[];
}

/** A disk is cloned and both boxes sell: headquarters has to see two histories, store both whole, and say so. */
export async function clonedBox(world: OwnStore, folder: string, salesEach: number): Promise<ClonedBoxResult> {
  const { store, headquarters } = world;
  const since = Date.now();
  const ledger = new SimulatorLedger(join(folder, 'ledger.jsonl'));
  const sell = (lane: OpenLane) => serveCustomers(lane, { count: salesEach, comesAtMs: () => 0 }, throwIt);
  const [first = '', second = ''] = world.registerIds;
  const stays = await openLane(world, ledger, first, new Random(1));
  const moves = await openLane(world, ledger, second, new Random(2));
  await Promise.all([sell(stays), sell(moves)]);
  await untilUploaded(ledger, headquarters);

  await store.unit.stop();
  const copy = copyUnit(store, 'cloned');
  await store.startUnit();
  await sell(stays);
  await untilUploaded(ledger, headquarters);
  const box = await startSecondBox(store, copy);
  try {
    const moved = await openLane({ ...world, registerUrl: box.url }, ledger, second, new Random(3));
    await sell(moved);
    const status = () => box.management.get<Status>('/status');
    await until('the copy was told its fork', async () => (await status()).box.fork > 0);
    await sell(moved);
    await untilUploaded(ledger, headquarters);

    const scope = { channelId: world.channelId, registerIds: new Set(world.registerIds), since };
    const acknowledged = acknowledgedFacts(ledger);
    const books = { acknowledged, appliance: acknowledged, headquarters: await headquartersFacts(headquarters, scope) };
    const { alarms } = await headquarters.get<{ alarms: { kind: string }[] }>('/alarms');
    const last = ledger.capsules(second).at(-1);
    return {
      differences: differencesOf({ ...books, unanswered: new Set() }),
      sold: acknowledged.length,
      forkOfLastSale: last ? readCapsule(last).header.box.fork : 0,
      alarmsAtHeadquarters: alarms.map(({ kind }) => kind),
      alarmsOnTheCopy: (await status()).alarms.map(({ code }) => code),
    };
  } finally {
    await box.stop();
    ledger.close();
  }
}

function throwIt(error: Error): never {
  throw error;
}
