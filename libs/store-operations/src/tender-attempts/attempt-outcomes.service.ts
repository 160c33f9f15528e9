import { findAttempt, type RequestKey } from '@app/channel-db';
import { storeError } from '../errors';
import type { Actor, Store } from '../store';
import { tillOf } from '../till';
import type { AttemptCalls } from './attempt-calls';
import type { AttemptView } from './attempt-schema';
import { attemptView } from './attempt-view';
import { AttemptWork } from './attempt-work';
import { decide, type Decision } from './decide-attempt';
import { report, type AttemptReport } from './report-attempt';
import { unknownAttempt, visibleAttempt, type AttemptName } from './visible-attempt';

/** Words of others on how an attempt ended: of a register that drives its own terminal, and of a manager. */
export class AttemptOutcomes {
  private readonly work: AttemptWork;

  constructor(
    private readonly store: Store,
    private readonly calls: AttemptCalls,
  ) {
    this.work = new AttemptWork(store, calls);
  }

  report(actor: Actor, key: RequestKey, name: AttemptName, given: AttemptReport): Promise<AttemptView> {
    return this.work.do(actor, key, async (tx) => {
      const attempt = await visibleAttempt(tx, actor, name);
      return { attempt: await report(tx, this.store, attempt, given), isNew: false, capsules: [] };
    });
  }

  /** A manager's word at the register. */
  decide(actor: Actor, key: RequestKey, name: AttemptName, decision: Decision): Promise<AttemptView> {
    this.refuseWhileMoving(name.attemptId);
    return this.work.do(actor, key, async (tx, till) => {
      const attempt = await visibleAttempt(tx, actor, name);
      return { ...(await decide(tx, this.store, till, actor, attempt, decision)), isNew: false };
    });
  }

  /** A manager's word at the console, where nobody is logged on at a register. */
  async decideAtConsole(attemptId: string, decision: Decision): Promise<AttemptView> {
    this.refuseWhileMoving(attemptId);
    const found = await findAttempt(this.store.database.reader, attemptId);
    if (!found) throw unknownAttempt(attemptId);
    const till = await tillOf(this.store, found);
    const actor = { ...NOBODY, legalEntityId: till.rules.legalEntityId, channelId: found.channelId, registerId: found.registerId };
    const { attempt, capsules } = await this.store.database.unitOfWork.run(async (tx) =>
      decide(tx, this.store, till, actor, await visibleAttempt(tx, actor, found), decision),
    );
    return attemptView(attempt, capsules);
  }

  /** While a customer stands at the terminal there is nothing to decide. */
  private refuseWhileMoving(attemptId: string): void {
    if (!this.calls.isMoving(attemptId)) return;
    throw storeError('tender-attempt.unclear', 'the payment is still under way', { attemptId, retryable: true });
  }
}

const NOBODY = { deviceId: 'console', staffId: null, permissions: new Set<string>(), approvedBy: null, registerTime: null };
