import { z } from 'zod';
import { bigintText, businessKey, currencyCode, instant } from '../texts';

/** POST /exchange/v1/heartbeats, signed by the console's key. */
export const heartbeat = z.object({
  at: instant,
  channelDatabaseId: businessKey,
  softwareVersion: z.string().max(40),
  isUnitRunning: z.boolean(),
  waitingSales: z.int().min(0).nullable(),
  waitingAmounts: z.record(currencyCode, bigintText).nullable(),
  oldestWaitingAt: instant.nullable(),
  /** What is wrong, by its cause: codes and weights of findings. Absent in beats of an older box. */
  causes: z
    .array(z.object({ code: z.string().max(60), weight: z.string().max(20), since: instant }))
    .max(50)
    .optional(),
});
export type Heartbeat = z.output<typeof heartbeat>;
