import { z } from 'zod';
import { releaseVersion } from '../release/manifest';

const instant = z.int().min(0).max(8_640_000_000_000_000).nullable();

/** When it may begin; null for no bound. */
export const updateWindow = z
  .strictObject({ opensAt: instant, closesAt: instant, deadlineAt: instant })
  .refine(({ opensAt, closesAt }) => opensAt === null || closesAt === null || opensAt < closesAt, {
    message: 'has to end after it opens',
    path: ['closesAt'],
  });

/**
 * What headquarters, the console or the command line may ask for: a version by its name, and when. Nothing in it says where a
 * release comes from or what is in it.
 */
export const updateOrder = z.strictObject({
  orderId: z.uuid(),
  version: releaseVersion,
  /** `undo`: the release that ran before, as it is kept here. */
  kind: z.enum(['install', 'undo']).default('install'),
  window: updateWindow.default({ opensAt: null, closesAt: null, deadlineAt: null }),
  /** Who asked, for the history; null where nobody said. */
  orderedBy: z.string().max(100).nullable().default(null),
});
export type UpdateOrderFile = z.output<typeof updateOrder>;
