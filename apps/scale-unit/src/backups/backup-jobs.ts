import type { Clock } from '@app/kernel';
import type { Job } from '@app/platform';
import type { BackupsService } from './backups.service';

const MINUTE_MS = 60_000;
/** What failed is tried again, but a large store is not copied all day long. */
const AGAIN_AFTER_MS = 60 * MINUTE_MS;

/** The copy of the night, also when the box was off at that hour, and a drill of it once a week. Not at once: a start belongs to the registers. */
export function backupJob(backups: BackupsService, clock: Clock): Job {
  let triedAt = Number.NEGATIVE_INFINITY;
  return {
    name: 'store.backup',
    everyMs: 10 * MINUTE_MS,
    run: async (signal) => {
      await backups.done.watchAge();
      const isDue = (await backups.done.copyDueSince()) !== null && clock.now() - triedAt >= AGAIN_AFTER_MS;
      if (!isDue || backups.activity.standing.current) return;
      triedAt = clock.now();
      await backups.copy(signal);
      if (await backups.done.isDrillDue()) await backups.drill(undefined, signal);
    },
  };
}
