import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { JOB_RUNNER, type JobRunner } from '@app/platform';
import { checkInThread } from '@app/store-files';
import { SETTINGS, type UnitSettings } from '../config';
import { CLOCK, STORE } from '../wiring/parts';
import { storeFileOf } from '../wiring/store-file';
import { DatabaseCheck } from './database-check';
import { tidyJob } from './tidy-job';

/** What a box does for itself: looks after its store file, and removes what has served. */
@Module({
  providers: [
    {
      provide: DatabaseCheck,
      inject: [STORE, CLOCK, SETTINGS],
      useFactory: (store: Database, clock: Clock, { dataDir, storeUrl }: UnitSettings) =>
        new DatabaseCheck({ store, clock, check: checkInThread, file: storeUrl ? null : storeFileOf({ dataDir }) }),
    },
  ],
  exports: [DatabaseCheck],
})
export class HousekeepingModule implements OnApplicationBootstrap {
  constructor(
    @Inject(JOB_RUNNER) private readonly jobs: JobRunner,
    @Inject(DatabaseCheck) private readonly check: DatabaseCheck,
    @Inject(STORE) private readonly store: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.add(this.check.job);
    await this.jobs.add(tidyJob(this.store, this.clock));
  }
}
