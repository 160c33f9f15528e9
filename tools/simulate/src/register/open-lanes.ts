import type { SimulatorLedger } from '../ledger';
import { Random } from '../random';
import type { World } from '../world';
import { Commerce } from './commerce';
import type { Lane } from './customers';
import { patientFetch, type LineCounters, type Patience } from './patient-fetch';
import { recover } from './recover';
import { Register } from './register';
import { readSample } from './sample';

export interface OpenLane extends Lane {
  readonly counters: LineCounters;
}

const PATIENCE: Patience = { forMs: 30_000, answerMs: 120_000 };
const FLOAT = '100.00';

/** Every register of the world: activated, logged on, its shift open. One that ran before goes on where it stopped. */
export async function openLanes(world: World, ledger: SimulatorLedger, seed: number): Promise<OpenLane[]> {
  // At once: where the box lost records of several registers, each waits until all have given theirs back.
  return Promise.all(world.registerIds.map((registerId, index) => openLane(world, ledger, registerId, new Random(seed).fork(index + 1))));
}

/** What one register needs of the world. */
export type RegisterWorld = Omit<World, 'headquarters' | 'close'>;

export async function openLane(world: RegisterWorld, ledger: SimulatorLedger, registerId: string, random: Random): Promise<OpenLane> {
  const counters: LineCounters = { retries: 0, longestGapMs: 0 };
  const commerce = new Commerce(world.registerUrl, patientFetch(PATIENCE, random.fork(0), counters));
  const register = new Register(registerId, commerce, ledger, world.cashier);
  if (!register.remember()) await register.activate(await world.activationCode(registerId));
  await register.logOn();
  await register.openShift(FLOAT);
  const sample = world.sample ?? (await readSample(commerce, random));
  const till = {
    commerce,
    random,
    cashTenderTypeId: 'cash',
    cardTenderTypeId: world.hasCardTerminal ? 'card' : undefined,
  };
  await recover(till, ledger, registerId);
  return { register, till, ledger, sample, counters };
}
