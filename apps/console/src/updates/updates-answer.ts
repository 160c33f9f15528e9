import { UPDATE_ENDS, UPDATE_STEPS } from '@app/appliance';
import { updateMode } from '@app/updates';
import { z } from 'zod';

const at = z.number();
const bound = at.nullable();
const reason = z.object({ code: z.string(), detail: z.string() });
const kind = z.enum(['install', 'undo']);
const step = z.enum([...UPDATE_STEPS, 'undoing']);
const window = z.object({ opensAt: bound, closesAt: bound, deadlineAt: bound });

/** Why not now, as the gate says it. */
const whyNot = z.discriminatedUnion('code', [
  z.object({ code: z.literal('payment-open'), count: z.int() }),
  z.object({ code: z.literal('drawer-counted'), registerNames: z.array(z.string()) }),
  z.object({ code: z.literal('registers-not-told'), until: bound }),
  z.object({ code: z.literal('before-window'), opensAt: at }),
  z.object({ code: z.literal('after-window'), closedAt: at }),
  z.object({ code: z.literal('no-space'), freeBytes: z.number(), neededBytes: z.number() }),
]);

const underWay = z
  .object({
    version: z.string(),
    from: z.string(),
    kind,
    orderedBy: z.string().nullable(),
    window,
    orderedAt: at.nullable(),
    /** Null until somebody has begun to carry it out. */
    step: step.nullable(),
    /** Since when it does this step. */
    since: at.nullable(),
    /** How often it began to switch. */
    switches: z.int(),
    /** What speaks against it, while it goes back. */
    reason: reason.nullable(),
    whyNot: z.array(whyNot),
    bytes: z.object({ done: z.number(), total: z.number() }).nullable(),
    /** What the step waits for. */
    trouble: reason.nullable(),
    /** When it has proven itself. */
    endsAt: bound,
    mayBeCancelled: z.boolean(),
  })
  .meta({ id: 'UpdateUnderWay' });

const ended = z
  .object({
    at,
    from: z.string(),
    to: z.string(),
    kind,
    orderedBy: z.string().nullable(),
    outcome: z.enum(UPDATE_ENDS),
    reason: reason.nullable(),
    /** From the stop of the old release until the new one answered. */
    pauseMs: z.number().nullable(),
    /** From the first thing that was found wrong until the old release answered again. */
    returnMs: z.number().nullable(),
  })
  .meta({ id: 'EndedUpdate' });

const offered = z
  .object({
    /** When the signed list was believed last, and until when. */
    seenAt: bound,
    validUntil: bound,
    /** Newest first. */
    versions: z.array(z.string()),
    /** Why the last question brought nothing. */
    failure: reason.extend({ at }).nullable(),
    isBeingAsked: z.boolean(),
  })
  .meta({ id: 'OfferedReleases' });

/** What the verdict is made of. */
export const updateFacts = z.object({ underWay: underWay.nullable(), last: ended.nullable(), offered });

export const updatesAnswer = z
  .object({
    /** `slots`: releases beside each other, and a link. `platform`: whoever runs the container swaps the image. */
    mode: updateMode,
    running: z.string(),
    /** What an undo goes back to. */
    previous: z.string().nullable(),
    /** False where no address of releases is set. */
    hasSource: z.boolean(),
    underWay: underWay.nullable(),
    offered,
    /** Newest first. */
    history: z.array(ended),
  })
  .meta({ id: 'Updates' });
export type UpdatesAnswer = z.input<typeof updatesAnswer>;
