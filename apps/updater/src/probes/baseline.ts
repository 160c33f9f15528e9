import { z } from 'zod';

/** How the box was before the switch, from outside. What did not work then need not work afterwards. */
export const baseline = z.object({
  isReady: z.boolean(),
  readyReason: z.string(),
  metricNames: z.array(z.string()),
  /** Scripts of the console's page; null when the page did not come. */
  consoleScripts: z.int().nullable(),
  /** Who the box is and whether it sells, by its management API. */
  box: z.string(),
  memoryBytes: z.number(),
});
export type Baseline = z.output<typeof baseline>;
