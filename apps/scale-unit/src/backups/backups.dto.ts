import { instant } from '@app/protocol';
import { z } from 'zod';

const activity = z.enum(['copy', 'drill', 'restore']);

const copy = z.object({
  name: z.string(),
  at: instant,
  sizeBytes: z.number(),
  /** Null where the file cannot be read. */
  records: z.int().nullable(),
  sales: z.int().nullable(),
  /** This box has the recovery code that opens it. */
  canOpen: z.boolean(),
});

export const backupsState = z
  .object({
    /** False on SQL Server, which makes its own. */
    isPossible: z.boolean(),
    folder: z.string(),
    /** The copies would be lost with the store; null while the folder is not there. */
    isOnSameDisk: z.boolean().nullable(),
    /** Time of day, on the clock of the store. */
    madeAt: z.string(),
    kept: z.object({ days: z.int(), weeks: z.int() }),
    current: z.object({ activity, since: instant }).nullable(),
    failed: z.object({ activity, at: instant, code: z.string(), message: z.string() }).nullable(),
    lastCopy: z.object({ at: instant, name: z.string(), sizeBytes: z.number(), records: z.int() }).nullable(),
    lastDrill: z
      .object({
        at: instant,
        name: z.string(),
        madeAt: instant,
        records: z.int(),
        sales: z.int(),
        plainBytes: z.number(),
        totalMs: z.int(),
        /** One sentence each; none means that the copy would bring the store back. */
        faults: z.array(z.string()),
      })
      .nullable(),
    /** Newest first. */
    copies: z.array(copy),
  })
  .meta({ id: 'BackupsState' });

export const drillBody = z.strictObject({ /** The newest when left out. */ name: z.string().max(200).optional() });

export const restoreBody = z.strictObject({
  /** Where the copies are, absolute; the folder of this box when left out. */
  folder: z.string().max(1_000).optional(),
  /** The newest when left out. */
  name: z.string().max(200).optional(),
  /** Where headquarters did not tell it. */
  recoveryCode: z.string().max(60).optional(),
});

export const recoveryCode = z.object({ code: z.string(), codeId: z.string() }).meta({ id: 'RecoveryCode' });
