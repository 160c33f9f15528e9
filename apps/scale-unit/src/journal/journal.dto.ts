import { businessKey, counter, instant } from '@app/protocol';
import { z } from 'zod';
import { boxStanding } from '../session/session.dto';

export const missingRecords = z
  .object({
    box: boxStanding,
    /** Of boxes before this one: records nobody has shown. What follows them here cannot go up; selling goes on. */
    before: z.array(z.object({ instanceId: z.string(), epoch: z.int(), fork: z.int(), counters: z.array(counter) })),
    /** All of it together; what a decision has to name. At most a thousand counters are named at once. */
    missingCount: z.int().nonnegative(),
    registers: z.array(z.object({ channelId: businessKey, registerId: businessKey, name: z.string(), lastSeenAt: instant.nullable() })),
  })
  .meta({ id: 'MissingRecords' });

export const lossBody = z.strictObject({
  /** The manager who decides; stands in the journal. */
  staffId: businessKey,
  /** What the manager was shown: where more is missing by now, nothing is decided. */
  seenCount: z.int().positive(),
});

export const recordsDeclaredLost = z.object({ counters: z.array(counter), box: boxStanding }).meta({ id: 'RecordsDeclaredLost' });
