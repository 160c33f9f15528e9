import { z } from 'zod';
import { bigintText, businessKey, currencyCode, instant } from '../texts';
import { consoleUser, MOST_USERS } from './console-users';
import { boxTraits, boxUpdates, updateNews } from './updates';

/** How many points of a history one beat carries at most. */
export const MOST_POINTS = 240;
const MOST_FIGURES = 200;

/** Key figures of one moment, by series in exposition form. */
const historyPoint = z.object({
  at: instant,
  figures: z
    .record(
      z
        .string()
        .regex(/^[a-z_]+(\{.*\})?$/)
        .max(200),
      z.number(),
    )
    .refine((one) => Object.keys(one).length <= MOST_FIGURES),
});

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
  /** Work on the box that was announced; it may be over. */
  work: z.object({ startsAt: instant, endsAt: instant }).nullable().optional(),
  /** Of the users of headquarters that the console knows; absent in beats of an older box, which is told of none. */
  consoleUsersDigest: z.string().max(60).optional(),
  /** Points that headquarters does not have yet, oldest first, with their true times. */
  history: z.array(historyPoint).max(MOST_POINTS).optional(),
  /** What a release may depend on; absent in beats of an older box. */
  traits: boxTraits.optional(),
  /** Absent in beats of an older box, which is given no orders. */
  updates: boxUpdates.optional(),
});
export type Heartbeat = z.output<typeof heartbeat>;

/** What headquarters has to say: each part only when there is something. */
export const heartbeatAnswer = z.object({
  /** The whole list, when the sender has another. */
  consoleUsers: z.array(consoleUser).max(MOST_USERS).optional(),
  update: updateNews.optional(),
});
export type HeartbeatAnswer = Readonly<z.output<typeof heartbeatAnswer>>;
