import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import type { Job } from '@app/platform';
import { readParameters } from '../definitions/parameters';
import type { Retention } from '../retention/retention';
import type { ScheduleRunner } from './schedule-runner';
import type { SessionBell } from './session-bell';

export interface SchedulerJobParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly runner: ScheduleRunner;
  readonly bell: SessionBell;
  readonly retention: Retention;
}

/** Changes that come within this time go down together. */
const LOOK_EVERY_MS = 200;
const DUE_EVERY_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What the scheduler does by itself. All state is in the database: each job looks what there is to do. */
export function schedulerJobs({ database, clock, runner, bell, retention }: SchedulerJobParts): readonly Job[] {
  let sweptAt = clock.now();
  const sweepWhenDue = async (): Promise<void> => {
    const { sweepMinutes } = await readParameters(database.reader);
    if (clock.now() - sweptAt < sweepMinutes * MINUTE_MS) return;
    await runner.sweep();
    sweptAt = clock.now();
  };
  return [
    { name: 'scheduler.changes', everyMs: LOOK_EVERY_MS, runsAtStart: true, run: () => runner.runChanged() },
    { name: 'scheduler.bell', everyMs: LOOK_EVERY_MS, runsAtStart: true, run: () => bell.look() },
    { name: 'scheduler.due', everyMs: DUE_EVERY_MS, run: () => runner.runDue() },
    { name: 'scheduler.sweep', everyMs: MINUTE_MS, run: sweepWhenDue },
    { name: 'scheduler.retention', everyMs: HOUR_MS, run: async (signal) => void (await retention.run(signal)) },
  ];
}
