import { z } from 'zod';
import { releaseVersion } from '../release/manifest';

const instant = z.int().min(0).max(8_640_000_000_000_000).nullable();

/**
 * What headquarters, the console or the command line may ask for: a version by its name, and when. Nothing in it says where a
 * release comes from or what is in it.
 */
export const updateOrder = z.strictObject({
  orderId: z.uuid(),
  version: releaseVersion,
  /** `undo`: the release that ran before, as it is kept here. */
  kind: z.enum(['install', 'undo']).default('install'),
  window: z.strictObject({ opensAt: instant, closesAt: instant, deadlineAt: instant }).default({ opensAt: null, closesAt: null, deadlineAt: null }),
}); // prettier-ignore
export type UpdateOrderFile = z.output<typeof updateOrder>;
