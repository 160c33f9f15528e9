import type { Capsule } from '@app/protocol';
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
import type { ManagementApi } from '../store/management-api';
import { copyUnit, startSecondBox } from './second-box';
import { until } from './until';

export interface ClonedBoxResult {
  /** What acknowledged sales of either box are missing or different at headquarters. */
  readonly differences: readonly Difference[];
  readonly sold: number;
  /** Forks under which the last sales of the two boxes were numbered. */
  readonly lastForks: readonly number[];
  readonly alarmsAtHeadquarters: readonly string[];
  readonly alarmsOnTheBoxes: readonly string[];
  /** What the two say of themselves at the end. */
  readonly statuses: readonly BoxStatus[];
  /** Registers the clone waited for until a manager let it go. */
  readonly cloneWaitedFor: readonly string[];
}

interface MissingRecords {
  readonly missingCount: number;
  readonly box: { readonly missing: { readonly devices: readonly { readonly registerId: string }[] } };
}

interface BoxStatus {
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
  const box = await startSecondBox(store, copy);
  try {
    const opening = openLane({ ...world, registerUrl: box.url }, ledger, second, new Random(3));
    const cloneWaitedFor = await letGo(box.management, world.cashier.staffId);
    const moved = await opening;
    await Promise.all([sell(stays), sell(moved)]);
    const status = () => box.management.get<BoxStatus>('/status');
    const original = () => world.management.get<BoxStatus>('/status');
    // Whoever comes second is told that it is no successor; which of the two that is, is nobody's choice.
    const forked = async () => Math.max((await status()).box.fork, (await original()).box.fork) > 0;
    await until('one of the two was told its fork', forked);
    await Promise.all([sell(stays), sell(moved)]);
    await untilUploaded(ledger, headquarters);

    const scope = { channelId: world.channelId, registerIds: new Set(world.registerIds), since };
    const acknowledged = acknowledgedFacts(ledger);
    const books = { acknowledged, appliance: acknowledged, headquarters: await headquartersFacts(headquarters, scope) };
    const { alarms } = await headquarters.get<{ alarms: { kind: string }[] }>('/alarms');
    const lastForks = [first, second].map((registerId) => forkOf(ledger.capsules(registerId).at(-1)));
    const statuses = [await status(), await original()];
    return {
      differences: differencesOf({ ...books, unanswered: new Set() }),
      sold: acknowledged.length,
      lastForks: lastForks.toSorted(),
      alarmsAtHeadquarters: alarms.map(({ kind }) => kind),
      alarmsOnTheBoxes: statuses.flatMap((one) => one.alarms.map(({ code }) => code)),
      statuses,
      cloneWaitedFor,
    };
  } finally {
    await box.stop();
    ledger.close();
  }
}

/** The register that stays with the original will never log on at the clone: a manager says to go on without it. */
async function letGo(management: ManagementApi, staffId: string): Promise<string[]> {
  const look = () => management.get<MissingRecords>('/journal/missing');
  await until('the clone waits for one register only', async () => (await look()).box.missing.devices.length === 1);
  const { missingCount, box } = await look();
  await management.post('/journal/declare-lost', { staffId, seenCount: missingCount });
  return box.missing.devices.map(({ registerId }) => registerId);
}

const forkOf = (capsule: Capsule | undefined): number => (capsule ? readCapsule(capsule).header.box.fork : -1);

function throwIt(error: Error): never {
  throw error;
}
