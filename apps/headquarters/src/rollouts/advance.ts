import type { Tx } from '@app/database';
import { newId, type Instant } from '@app/kernel';
import { raiseAlarmAnew } from '../sales/alarms';
import { nextMembers, saveMember, settleCurrent, tallyOf, withdrawUntold } from './member-store';
import { nextStep, type Tally } from './rings/next-step';
import { nextWindow } from './rings/store-window';
import { endedOf, type Decider, type Member, type Rollout, type RolloutEvent } from './rollout';
import { findRollout, noteEvent, saveRollout } from './rollout-store';

/** How long boxes that are not heard hold a ring up. */
const PATIENCE_MS = 24 * 3_600_000;
const MOST_STEPS = 20;

/** Does what a rollout has to do next, until there is nothing but to wait. All it goes by is in the database. */
export async function advance(tx: Tx, rolloutId: string, now: Instant): Promise<void> {
  let rollout = await findRollout(tx, rolloutId);
  for (let count = 0; count < MOST_STEPS && rollout.state === 'running'; count += 1) {
    await settleCurrent(tx, rollout, now);
    const tally = await tallyOf(tx, rollout, now);
    const step = nextStep(tally, rollout, now - rollout.ringSince < PATIENCE_MS);
    if (step.kind === 'wait') return;
    if (step.kind === 'order') return giveOrders(tx, rollout, step.count, now);
    if (step.kind === 'halt') await raiseHalt(tx, rollout, tally, now);
    rollout = await moved(tx, rollout, { tally, now, who: 'headquarters' }, AFTER[step.kind]);
  }
}

const AFTER = {
  widen: { kind: 'widened', state: 'running' },
  halt: { kind: 'halted', state: 'halted' },
  finish: { kind: 'finished', state: 'done' },
} as const;

interface Moment {
  readonly tally: Tally;
  readonly now: Instant;
  readonly who: Decider;
}

/** Keeps a rollout's next state, and says in its history how things stood. */
export async function moved(
  tx: Tx,
  rollout: Rollout,
  { tally, now, who }: Moment,
  { kind, state }: Pick<RolloutEvent, 'kind'> & Pick<Rollout, 'state'>,
): Promise<Rollout> {
  const isWider = kind === 'widened';
  const next = { ...rollout, state, ring: rollout.ring + (isWider ? 1 : 0), ringSince: isWider ? now : rollout.ringSince, changedAt: now };
  await saveRollout(tx, next);
  if (state !== 'running') await withdrawUntold(tx, rollout.rolloutId);
  await noteEvent(tx, rollout.rolloutId, { at: now, kind, who, ring: next.ring, failedCount: tally.failed, endedCount: endedOf(tally) });
  return next;
}

async function giveOrders(tx: Tx, rollout: Rollout, count: number, now: Instant): Promise<void> {
  for (const member of await nextMembers(tx, rollout, count, now)) await saveMember(tx, member, ordered(member, rollout, now));
}

function ordered(member: Member, { window }: Rollout, now: Instant): Member {
  const { opensAt, closesAt } = nextWindow(window, member.timeZone, now);
  return {
    ...member,
    state: 'ordered', orderId: newId(), opensAt, closesAt, orderedAt: now, toldAt: null, updateState: null, reason: null, detail: null,
  };
} // prettier-ignore

function raiseHalt(tx: Tx, { rolloutId, version }: Rollout, tally: Tally, now: Instant): Promise<void> {
  const details = { version, failed: tally.failed, ended: endedOf(tally) };
  return raiseAlarmAnew(tx, { kind: 'rollout.halted', channelDatabaseId: null, subject: rolloutId, details, at: now });
}
