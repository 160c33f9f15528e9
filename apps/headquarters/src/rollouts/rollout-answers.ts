import { businessKey, releaseVersion, uuid } from '@app/protocol';
import { z } from 'zod';
import { MEMBER_STATES } from './rings/judge-box';
import { EVENT_KINDS, ROLLOUT_STATES } from './rollout';

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'not a time of day');
const localWindow = z.strictObject({ from: timeOfDay, to: timeOfDay });
const percents = z
  .array(z.int().min(1).max(100))
  .min(1)
  .max(10)
  .refine((ends) => ends.at(-1) === 100 && ends.every((end, at) => end > (ends[at - 1] ?? 0)), 'rises to 100');

/** What is asked for when a rollout is started. */
export const rolloutOrder = z.strictObject({
  version: releaseVersion,
  /** Up to which part of the boxes each ring reaches. */
  percents: percents.default([1, 10, 50, 100]),
  /** Boxes that are under way before any has proven itself. */
  startsWith: z.int().min(1).max(1_000).default(1),
  /** It halts when more of those that have ended failed. */
  haltAbovePercent: z.int().min(0).max(100).default(1),
  /** Hours on each store's own clock; null for at once. */
  window: localWindow.nullable().default(null),
  channelDatabaseIds: z.array(businessKey).min(1).max(10_000).nullable().default(null),
});

export const rollout = z.object({
  rolloutId: uuid, kind: z.enum(['install', 'undo']), version: z.string(), undoes: uuid.nullable(), percents: z.array(z.int()).readonly(),
  startsWith: z.int(), haltAbovePercent: z.int(), window: z.object({ from: z.string(), to: z.string() }).nullable(), state: z.enum(ROLLOUT_STATES),
  ring: z.int(), ringCount: z.int(), ringSince: z.int(), createdAt: z.int(), changedAt: z.int(),
}).meta({ id: 'Rollout' }); // prettier-ignore

const counts = z.object({
  planned: z.int(), ordered: z.int(), good: z.int(), current: z.int(), failed: z.int(), accepted: z.int(),
  /** Boxes that were told. */
  touched: z.int(),
}); // prettier-ignore
const failure = z.object({ reason: z.string(), count: z.int() });
const event = z.object({
  at: z.int(), kind: z.enum(EVENT_KINDS), who: z.string(), ring: z.int(), failedCount: z.int(), endedCount: z.int(),
}); // prettier-ignore

export const rolloutDetails = z
  .object({
    ...rollout.shape,
    /** From the first ring to the last. */
    rings: z.array(z.object({ ring: z.int(), boxCount: z.int(), ...counts.shape })),
    /** Why boxes failed, the most frequent first. */
    failures: z.array(failure),
    /** What was decided, newest first. */
    events: z.array(event),
  })
  .meta({ id: 'RolloutDetails' });

export const member = z.object({
  instanceId: uuid, channelDatabaseId: businessKey, place: z.int(), ring: z.int(), version: z.string(), fromVersion: z.string().nullable(),
  state: z.enum(MEMBER_STATES), updateState: z.string().nullable(), reason: z.string().nullable(), detail: z.string().nullable(),
  opensAt: z.int().nullable(), closesAt: z.int().nullable(), orderedAt: z.int().nullable(), toldAt: z.int().nullable(), endedAt: z.int().nullable(),
  tries: z.int(), heardAt: z.int().nullable(),
}).meta({ id: 'RolloutBox' }); // prettier-ignore
