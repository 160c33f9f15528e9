import { UPDATE_STEPS } from '@app/appliance';
import { Random } from '../../../tools/simulate/src/random';
import type { Ended, ProcessName } from './an-updating-box';
import type { PlannedKill, UpdateKiller } from './update-kills';

const VICTIMS: readonly ProcessName[] = ['launcher', 'scale-unit', 'console', 'updater'];
const STATES = [...UPDATE_STEPS, 'undoing'] as const;
const AT_ONCE_PART = 0.5;
const LATEST_MS = 1_000;

export interface RandomKill {
  readonly before: string;
  readonly ordered: string;
  readonly ended: Ended;
  readonly runs: string;
  /** The end of the next try, where this one did not become good. */
  readonly next: Ended | null;
}

/** Kills one process in each of so many updates, between two releases that are published both. `each` judges what came of it. */
export async function killAtRandom(
  killer: UpdateKiller,
  count: number,
  seed: number,
  each: (result: RandomKill) => Promise<void>,
): Promise<void> {
  const random = new Random(seed);
  for (let done = 0; done < count;) {
    const before = await killer.untilWhole();
    const ordered = before === '0.2.1' ? '0.2.2' : '0.2.1';
    const { ended, missed } = await killer.update(ordered, planned(random));
    const runs = await killer.untilWhole();
    const next = ended.state === 'good' ? null : (await killer.update(ordered, [])).ended;
    await each({ before, ordered, ended, runs, next });
    if (missed.length === 0) done += 1;
  }
}

function planned(random: Random): PlannedKill[] {
  const [victim, state] = [random.pick(VICTIMS), random.pick(STATES)];
  const moment = random.chance(AT_ONCE_PART) ? {} : { afterMs: random.between(1, LATEST_MS) };
  // Something has to be found wrong before it is undone.
  const cause: PlannedKill[] = state === 'undoing' ? [{ victim: 'console', state: 'proving' }] : [];
  return [...cause, { victim, state, ...moment }];
}
