import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { judge, plansFor, type FindingCode, type FixupKind, type FixupPlan } from '@app/appliance';
import { DomainError, type Clock, type Instant } from '@app/kernel';
import { PROCESS_CONTROL, type ProcessControl } from '@app/platform';
import { CLOCK } from '../config';
import { Observer } from '../observation/observer';
import { UNIT_PROCESS } from '../process-control/unit-process';
import { ManagementClient } from '../scale-unit/management-client';

/** A fixup that was done. */
interface FixupRun {
  readonly kind: FixupKind;
  readonly at: Instant;
  readonly by: 'itself' | 'person';
  readonly outcome: 'done' | 'failed';
  readonly tookMs: number;
  /** What it was done for. */
  readonly heals: readonly FindingCode[];
}

interface Asked {
  readonly acceptsOpenPayments: boolean;
  readonly permissions: ReadonlySet<string> | undefined;
}

const DEADLINE_MS = 10_000;
const KEPT_RUNS = 50;

/** Does what can be done about findings: by itself what is safe, and the rest when somebody asks. Everything done is reported. */
@Injectable()
export class FixupsService implements OnApplicationShutdown {
  private readonly done: FixupRun[] = [];
  private stopFollowing: (() => void) | undefined;
  private isBusy = false;

  constructor(
    @Inject(Observer) private readonly observer: Observer,
    @Inject(ManagementClient) private readonly unit: ManagementClient,
    @Inject(PROCESS_CONTROL) private readonly processes: ProcessControl,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Begins to mend by itself. */
  start(): void {
    this.stopFollowing = this.observer.follow(() => void this.mend());
  }

  onApplicationShutdown(): void {
    this.stopFollowing?.();
  }

  plans(): FixupPlan[] {
    const observation = this.observer.now();
    return plansFor(observation, judge(observation));
  }

  /** Newest first. */
  runs(): readonly FixupRun[] {
    return this.done;
  }

  /** For a person who may do it. While a payment has begun, a restart is refused until they say that they know. */
  async run(kind: FixupKind, { acceptsOpenPayments, permissions }: Asked): Promise<FixupRun> {
    const plan = this.plans().find((one) => one.kind === kind)!;
    if (!permissions?.has(plan.permission)) {
      throw new DomainError('auth.not-permitted', 'the caller lacks the permission', { permission: plan.permission });
    }
    if (plan.openPayments > 0 && !acceptsOpenPayments) {
      throw new DomainError('fixup.payment-open', 'a payment has begun and not ended', { count: plan.openPayments });
    }
    return this.carryOut(plan, 'person', true);
  }

  /** One at a time, and each no oftener than its pause allows. */
  private async mend(): Promise<void> {
    const due = this.plans().find((plan) => plan.byItselfEveryMs !== null && this.isDue(plan, plan.byItselfEveryMs));
    if (!due || this.isBusy) return;
    this.isBusy = true;
    await this.carryOut(due, 'itself', false).finally(() => (this.isBusy = false));
  }

  private isDue({ kind }: FixupPlan, pauseMs: number): boolean {
    const last = this.done.find((run) => run.kind === kind);
    return last === undefined || this.clock.now() - last.at >= pauseMs;
  }

  private async carryOut({ kind, heals }: FixupPlan, by: FixupRun['by'], throws: boolean): Promise<FixupRun> {
    const at = this.clock.now();
    const failure = await this.act(kind).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    const run: FixupRun = { kind, at, by, outcome: failure ? 'failed' : 'done', tookMs: this.clock.now() - at, heals };
    this.done.unshift(run);
    this.done.splice(KEPT_RUNS);
    if (failure && throws) throw failure.error;
    return run;
  }

  private act(kind: FixupKind): Promise<unknown> {
    const post = (path: string) => this.unit.ask({ method: 'POST', path, deadlineMs: DEADLINE_MS });
    switch (kind) {
      case 'restart-unit':
        return this.processes.restart(UNIT_PROCESS);
      case 'retry-upload':
        return post('/exchange/send');
      case 'retry-exchange':
        return post('/exchange/retry');
      case 'renew-certificate':
        return post('/certificate/renew');
      case 'make-backup':
        return post('/backups');
    }
  }
}
