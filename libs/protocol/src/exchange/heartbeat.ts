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
});
export type Heartbeat = z.output<typeof heartbeat>;
