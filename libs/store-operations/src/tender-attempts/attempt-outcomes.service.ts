import { findAttempt, type RequestKey } from '@app/channel-db';
import { appendAudit } from '../audit';
import { storeError } from '../errors';
import type { Actor, Store } from '../store';
import type { AttemptCalls } from './attempt-calls';
import type { AttemptView } from './attempt-schema';
import { attemptView } from './attempt-view';
import { AttemptWork } from './attempt-work';
import { decide, type Decision } from './decide-attempt';
import type { LaterAudit } from './ports';
import { report, type AttemptReport } from './report-attempt';
import { unknownAttempt, visibleAttempt, type AttemptName } from './visible-attempt';

/** Words of others on how an attempt ended: of a register that drives its own terminal, and of a manager. */
export class AttemptOutcomes {
  private readonly work: AttemptWork;

  constructor(
    private readonly store: Store,
    private readonly calls: AttemptCalls,
    private readonly laterAudit: LaterAudit,
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
      const decidedBy = actor.approvedBy ?? actor.staffId ?? '';
      const { attempt, event } = await decide(tx, this.store, await visibleAttempt(tx, actor, name), decision, decidedBy);
      return { attempt, isNew: false, capsules: event ? [await appendAudit(tx, this.store, till, actor, event)] : [] };
    });
  }

  /** A manager's word at the console. No register is answered that could hold its record, so that one waits for the next log-on. */
  async decideAtConsole(attemptId: string, decision: Decision): Promise<AttemptView> {
    this.refuseWhileMoving(attemptId);
    const found = await findAttempt(this.store.database.reader, attemptId);
    if (!found) throw unknownAttempt(attemptId);
    const decided = await this.store.database.unitOfWork.run(async (tx) => {
      const { attempt, event } = await decide(tx, this.store, await visibleAttempt(tx, found, found), decision, 'console');
      if (event) await this.laterAudit.later(tx, attempt, { ...event, staffId: null });
      return attempt;
    });
    return attemptView(decided);
  }

  /** While a customer stands at the terminal there is nothing to decide. */
  private refuseWhileMoving(attemptId: string): void {
    if (!this.calls.isMoving(attemptId)) return;
    throw storeError('tender-attempt.unclear', 'the payment is still under way', { attemptId, retryable: true });
  }
}
