import { findSetting, saveSetting, tidyStore } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import type { Job } from '@app/platform';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TIDIED_AT = 'store.tidied-at';

/** Once a day, also on a box that is switched off every night: when it was done last stands in the store. */
export function tidyJob(store: Database, clock: Clock): Job {
  return {
    name: 'store.tidy',
    everyMs: HOUR_MS,
    run: async () => {
      const now = clock.now();
      const last = (await findSetting(store.reader, TIDIED_AT)) as number | undefined;
      // A mark from the future was written under a wrong clock.
      if (last !== undefined && last <= now && now - last < DAY_MS) return;
      await store.unitOfWork.run(async (tx) => {
        await tidyStore(tx, now);
        await saveSetting(tx, TIDIED_AT, now, now);
      });
    },
  };
}
