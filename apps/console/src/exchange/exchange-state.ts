import { z } from 'zod';

const at = z.number();

/** What the scale unit says about its exchange, as far as the console shows it. */
export const exchangeState = z
  .object({
    isPausedHere: z.boolean(),
    line: z.object({ isPaused: z.boolean(), isMetered: z.boolean() }),
    jobs: z.array(
      z.object({
        job: z.string(),
        name: z.string(),
        version: z.int(),
        createdAt: at,
        appliedAt: at,
        /** By when something newer, or the word that there is nothing, should have come; null when none is expected. */
        dueAt: at.nullable().default(null),
        rowCount: z.int(),
        quarantinedCount: z.int(),
      }),
    ),
    upload: z.object({ waitingCount: z.int(), waitingAmounts: z.record(z.string(), z.string()), oldestAt: at.nullable() }),
    quarantinedCount: z.int(),
  })
  .meta({ id: 'ExchangeState' });
