import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { JOB_RUNNER, type JobRunner } from '@app/platform';
import { Accounts, CallLog, ProbedLine, REAL_TIME_LIMITS, RealTimeGateway, UnansweredCalls } from '@app/real-time';
import { HeadquartersLine } from '../wiring/headquarters-line';
import { CLOCK, STORE } from '../wiring/parts';

const BACKGROUND_LIMITS = { ...REAL_TIME_LIMITS, maximumInFlight: 1 };

const accountsOver = (line: HeadquartersLine, limits: typeof REAL_TIME_LIMITS, store: Database, clock: Clock): Accounts =>
  new Accounts(new RealTimeGateway(new ProbedLine(line.lane(limits))), new CallLog(store, clock), clock);

/** What only headquarters can answer, on a line with limits of its own; questions of the background have another. */
@Module({
  providers: [
    {
      provide: Accounts,
      inject: [HeadquartersLine, STORE, CLOCK],
      useFactory: (line: HeadquartersLine, store: Database, clock: Clock) => accountsOver(line, REAL_TIME_LIMITS, store, clock),
    },
    {
      provide: UnansweredCalls,
      inject: [HeadquartersLine, STORE, CLOCK],
      useFactory: (line: HeadquartersLine, store: Database, clock: Clock) =>
        new UnansweredCalls({ store, clock, accounts: accountsOver(line, BACKGROUND_LIMITS, store, clock) }),
    },
  ],
  exports: [Accounts],
})
export class RealTimeModule implements OnApplicationBootstrap {
  constructor(
    @Inject(UnansweredCalls) private readonly unanswered: UnansweredCalls,
    @Inject(JOB_RUNNER) private readonly jobs: JobRunner,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.add(this.unanswered.job);
  }
}
