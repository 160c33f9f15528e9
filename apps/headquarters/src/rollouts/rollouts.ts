import type { Database, Tx } from '@app/database';
import { DomainError, newId, type Clock, type Instant } from '@app/kernel';
import type { Job } from '@app/platform';
import { settleAlarms } from '../sales/alarms';
import { advance, moved } from './advance';
import { candidatesFor } from './audience';
import { settle, type Ordered } from './hear-box';
import { acceptFailures, countTaken, insertMembers, membersIn, tallyOf, type NewMember } from './member-store';
import { judgeSilence } from './rings/judge-box';
import { ringEnds, ringOfPlace } from './rings/rings';
import { inRolloutOrder } from './rings/rollout-order';
import type { Decider, Rollout, RolloutEvent } from './rollout';
import { findRollout, insertRollout, noteEvent, unfinishedRollouts } from './rollout-store';

export interface RolloutOrder extends Pick<Rollout, 'version' | 'percents' | 'startsWith' | 'haltAbovePercent' | 'window'> {
  /** Of these stores; null for all. */
  readonly channelDatabaseIds: readonly string[] | null;
}

const LOOK_EVERY_MS = 5_000;
/** Nothing that fails keeps others from going back. */
const UNDO = { percents: [100], haltAbovePercent: 100, window: null } as const;

/** Brings releases to boxes: which version, to whom, when. What is in a release is not for headquarters to say. */
export class Rollouts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Boxes keep their rings to the end; those that enrol later get the release with the next rollout. */
  async start(order: RolloutOrder, who: Decider): Promise<Rollout> {
    const candidates = await candidatesFor(this.database.reader, order.channelDatabaseIds);
    if (candidates.length === 0) throw new DomainError('rollout.no-boxes', 'no box there has said that it can update');
    const rolloutId = newId();
    const ends = ringEnds(candidates.length, order.percents);
    const inOrder = inRolloutOrder(candidates, rolloutId, ends[1] ?? ends[0] ?? 1);
    const members = inOrder.map(({ instanceId, timeZone }, place) => ({
      instanceId, timeZone, place, ring: ringOfPlace(place, candidates.length, order.percents), version: order.version,
    })); // prettier-ignore
    return this.begin({ ...order, rolloutId, kind: 'install', undoes: null, ringCount: ends.length }, members, who);
  }

  /** Gives no more orders. Boxes that have not begun to switch take theirs back; those that have go on to their own end. */
  halt(rolloutId: string, who: Decider): Promise<Rollout> {
    return this.decide(rolloutId, ['running'], { kind: 'halted', state: 'halted' }, who);
  }

  /** Goes on with the failures there are. */
  goOn(rolloutId: string, who: Decider): Promise<Rollout> {
    return this.decide(rolloutId, ['halted'], { kind: 'resumed', state: 'running' }, who, (tx) => acceptFailures(tx, rolloutId));
  }

  cancel(rolloutId: string, who: Decider): Promise<Rollout> {
    return this.decide(rolloutId, ['running', 'halted'], { kind: 'cancelled', state: 'cancelled' }, who);
  }

  /** Every box that took the release goes back to what it ran before, all at once. Asked again, it takes those that ended since. */
  async undo(rolloutId: string, who: Decider): Promise<Rollout> {
    const { version, kind } = await findRollout(this.database.reader, rolloutId);
    if (kind === 'undo') throw new DomainError('rollout.wrong-state', 'an undo is not undone: roll the release out again');
    const isRunning = await this.runsOn(version);
    const good = await membersIn(this.database.reader, rolloutId, 'good');
    const members = good.flatMap(({ instanceId, timeZone, place, fromVersion }) =>
      fromVersion !== null && isRunning.has(instanceId) ? [{ instanceId, timeZone, place, ring: 0, version: fromVersion }] : [],
    );
    if (members.length === 0) throw new DomainError('rollout.nothing-to-undo', `no box of it runs ${version}`);
    await this.decide(rolloutId, STATES_BEFORE_UNDO, { kind: 'undone', state: 'undone' }, who);
    const undo = {
      ...UNDO,
      rolloutId: newId(),
      kind: 'undo',
      version,
      undoes: rolloutId,
      startsWith: members.length,
      ringCount: 1,
    } as const;
    return this.begin(undo, members, who);
  }

  /** Looks for boxes that fell silent, and does what is next in every rollout that runs. */
  async look(): Promise<void> {
    for (const { rolloutId } of await unfinishedRollouts(this.database.reader)) {
      await this.database.unitOfWork.run(async (tx) => {
        const now = this.clock.now();
        for (const member of (await membersIn(tx, rolloutId, 'ordered')) as Ordered[]) {
          const verdict = judgeSilence(member, member.updateState !== null, now);
          if (verdict.kind !== 'under-way') await settle(tx, member, verdict, now);
        }
        await advance(tx, rolloutId, now);
      });
    }
  }

  /** What headquarters does by itself. It goes by what is in the database, so a restart changes nothing. */
  get job(): Job {
    return { name: 'rollouts.look', everyMs: LOOK_EVERY_MS, runsAtStart: true, run: () => this.look() };
  }

  private begin(
    plan: Omit<Rollout, 'state' | 'ring' | 'ringSince' | 'createdAt' | 'changedAt'>,
    members: readonly NewMember[],
    who: Decider,
  ): Promise<Rollout> {
    return this.database.unitOfWork.run(async (tx) => {
      const taken = await countTaken(tx, members.map(({ instanceId }) => instanceId)); // prettier-ignore
      if (taken > 0) throw new DomainError('rollout.box-taken', `${taken} of these boxes are on another rollout that has not ended`);
      const now = this.clock.now();
      const rollout: Rollout = { ...plan, state: 'running', ring: 0, ringSince: now, createdAt: now, changedAt: now };
      await insertRollout(tx, rollout);
      await insertMembers(tx, rollout.rolloutId, members);
      await noteEvent(tx, rollout.rolloutId, { at: now, kind: 'started', who, ring: 0, failedCount: 0, endedCount: 0 });
      await advance(tx, rollout.rolloutId, now);
      return findRollout(tx, rollout.rolloutId);
    });
  }

  private decide(
    rolloutId: string,
    from: readonly Rollout['state'][],
    to: Pick<RolloutEvent, 'kind'> & Pick<Rollout, 'state'>,
    who: Decider,
    first: (tx: Tx) => Promise<void> = async () => undefined,
  ): Promise<Rollout> {
    return this.database.unitOfWork.run(async (tx) => {
      const now: Instant = this.clock.now();
      const rollout = await findRollout(tx, rolloutId);
      if (!from.includes(rollout.state)) throw new DomainError('rollout.wrong-state', `the rollout is ${rollout.state}`);
      const tally = await tallyOf(tx, rollout, now);
      await first(tx);
      await moved(tx, rollout, { tally, now, who }, to);
      await settleAlarms(tx, 'rollout.halted', now, rolloutId);
      await advance(tx, rolloutId, now);
      return findRollout(tx, rolloutId);
    });
  }

  private async runsOn(version: string): Promise<Set<string>> {
    const boxes = await candidatesFor(this.database.reader, null);
    return new Set(boxes.filter(({ softwareVersion }) => softwareVersion === version).map(({ instanceId }) => instanceId));
  }
}

const STATES_BEFORE_UNDO: readonly Rollout['state'][] = ['running', 'halted', 'done', 'cancelled', 'undone'];
