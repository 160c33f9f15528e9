import type { Job, JobRunner } from '@app/platform';
import { closeCutRuns } from './run-log';
import type { SchedulerJobParts } from './scheduler-jobs';

/** Starts and ends the scheduler's own work with the service. The command line has none: it only writes what the service then sees. */
export class SchedulerProcess {
  constructor(
    private readonly runner: JobRunner,
    private readonly jobs: readonly Job[],
    private readonly parts: Pick<SchedulerJobParts, 'database' | 'clock'>,
  ) {}

  /** Called by Nest when the app is put together. */
  async onApplicationBootstrap(): Promise<void> {
    const { database, clock } = this.parts;
    await database.unitOfWork.run((tx) => closeCutRuns(tx, clock.now()));
    for (const job of this.jobs) await this.runner.add(job);
  }

  /** Called by Nest when the process ends. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.runner.stop();
  }
}
