import { z } from 'zod';

/** How the box was before the switch, from outside. What did not work then need not work afterwards. */
export const baseline = z.object({
  isReady: z.boolean(),
  readyReason: z.string(),
  metricNames: z.array(z.string()),
  /** Scripts of the console's page; null when the page did not come. */
  consoleScripts: z.int().nullable(),
  /** Who the box is and whether it sells, by its management API; empty when it did not say. */
  box: z.string(),
  memoryBytes: z.number(),
  /** Records this box lost and no register has given back. */
  missingRecords: z.number(),
  /** What does not work between the box and headquarters, although headquarters answers others. */
  lineFaults: z.array(z.string()),
});
export type Baseline = z.output<typeof baseline>;
