import type { Headquarters } from '../headquarters';
import { Packages } from './packages/packages';
import { RetailScheduler } from './retail-scheduler';
import { Retention } from './retention/retention';
import { ScheduleRunner } from './runs/schedule-runner';
import { Contents } from './content/contents';
import { Segments } from './packages/segments';

export interface SchedulerParts {
  readonly segments: Segments;
  readonly packages: Packages;
  readonly scheduler: RetailScheduler;
  readonly runner: ScheduleRunner;
  readonly retention: Retention;
  readonly contents: Contents;
}

/** The scheduler over opened files, for the service and the command line alike. */
export function schedulerParts({ database, blobs, signingKey, clock, businessClock, settings }: Headquarters): SchedulerParts {
  const segments = new Segments(database, blobs, clock);
  const packages = new Packages(database, segments, signingKey, clock);
  const scheduler = new RetailScheduler(database, packages, { clock, businessClock });
  const runner = new ScheduleRunner(database, scheduler, { clock, timeZone: settings.timeZone });
  const contents = new Contents({ database, scheduler, segments, packages, clock });
  return { segments, packages, scheduler, runner, contents, retention: new Retention(database, blobs, clock) };
}

export const schedulerOf = (headquarters: Headquarters): RetailScheduler => schedulerParts(headquarters).scheduler;
