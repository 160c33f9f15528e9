import { z } from 'zod';

/** What is limited, and since when. The text stands in locale tables, by the code; `parameters` fill it. */
export const noticeView = z
  .object({
    code: z.enum(['headquarters.away', 'work.announced', 'work.under-way']),
    since: z.int(),
    /** Null where nobody knows. */
    until: z.int().nullable(),
    /** `headquarters.away`: `reason` (down, intercepted, not-answered) and the `operations` that wait for it. */
    parameters: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Notice' });
