import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { JOB_RUNNER, LocalCertificate, ProcessVitals, type JobRunner } from '@app/platform';
import type { UnitClock } from '../wiring/clocks';
import { BUSINESS_CLOCK, CLOCK, STORE } from '../wiring/parts';
import { CommitPace } from './commit-pace';
import type { UnitStatusAnswer } from './status.dto';

type Upkeep = Pick<UnitStatusAnswer, 'process' | 'jobs' | 'certificate' | 'clock'>;

/** How the machine and this process are, whatever the store does. */
@Injectable()
export class UpkeepFacts implements OnApplicationShutdown {
  private readonly vitals = new ProcessVitals();
  private readonly pace: CommitPace;
  private readonly startedAt: number;

  constructor(
    @Inject(CLOCK) private readonly clock: UnitClock,
    @Inject(BUSINESS_CLOCK) private readonly businessClock: Clock,
    @Inject(STORE) store: Database,
    @Inject(JOB_RUNNER) private readonly jobs: JobRunner,
    @Inject(LocalCertificate) private readonly certificate: LocalCertificate | null,
  ) {
    this.pace = new CommitPace(store.unitOfWork.counters);
    this.startedAt = clock.now();
  }

  onApplicationShutdown(): void {
    this.vitals.close();
  }

  read(): Upkeep {
    const { certificate, clock } = this;
    return {
      process: { startedAt: this.startedAt, ...this.vitals.read(), flushMs: this.pace.meanMs() },
      jobs: this.jobs.standing().map(({ name, failures, failingSince }) => ({ name, failures, failingSince })),
      certificate: { validUntil: certificate?.validUntil ?? null, authorityFingerprint: certificate?.authorityFingerprint ?? null },
      clock: { now: clock.now(), businessNow: this.businessClock.now(), offsetMs: clock.difference },
    };
  }
}
