import { z } from 'zod';
import { instant, uuid } from '../texts';

const MOST_TRAITS = 12;
/** Codes of a newer box are as welcome: a heartbeat is never refused for one. */
const word = z.string().max(60);
const version = z.string().max(60);

/** What a release may depend on, by its name: `platform` is `linux-x64`. Headquarters tries a release on every kind of box first. */
export const boxTraits = z
  .record(z.string().regex(/^[a-z][a-z-]{0,29}$/), z.string().min(1).max(60))
  .refine((traits) => Object.keys(traits).length <= MOST_TRAITS, `more than ${MOST_TRAITS} traits`);

/** How far a box is with the last update it was asked for. */
const updateReport = z.object({
  /** Of the order that asked for it; null where nobody at headquarters did, or where the order could not be read. */
  orderId: uuid.nullable(),
  /** The step under way, or `good`, `undone` or `refused`. */
  state: word,
  from: version.nullable(),
  to: version.nullable(),
  /** Why it was undone or refused. */
  reason: z.object({ code: word, detail: z.string().max(300) }).nullable(),
  changedAt: instant,
});
export type UpdateReport = Readonly<z.output<typeof updateReport>>;

export const boxUpdates = z.object({
  /** It can install releases, and takes orders. */
  isPossible: z.boolean(),
  last: updateReport.nullable(),
});
export type BoxUpdates = Readonly<z.output<typeof boxUpdates>>;

/** As releases are named: `1.4.0`. */
export const releaseVersion = z
  .string()
  .regex(/^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/, 'not a version')
  .max(60);

/** All that headquarters may say about a release: which, and when. Signed metadata says what is in it. */
export const orderedUpdate = z.strictObject({
  orderId: uuid,
  version: releaseVersion,
  /** `undo`: the release that ran before, as the box keeps it. */
  kind: z.enum(['install', 'undo']),
  window: z.strictObject({ opensAt: instant.nullable(), closesAt: instant.nullable(), deadlineAt: instant.nullable() }),
});
export type OrderedUpdate = Readonly<z.output<typeof orderedUpdate>>;

/** The part of an answer to a heartbeat that is about updates. */
export const updateNews = z.union([z.strictObject({ order: orderedUpdate }), z.strictObject({ withdraw: uuid })]);
export type UpdateNews = Readonly<z.output<typeof updateNews>>;
