import { currencyCode, instant, jobId, uuid } from '@app/protocol';
import { z } from 'zod';

const job = z.object({
  job: jobId,
  name: z.string(),
  version: z.int(),
  /** When headquarters made what was applied last, and when it was applied. */
  createdAt: instant,
  appliedAt: instant,
  /** Minutes since headquarters made it. */
  ageMinutes: z.int(),
  /** By when something newer, or the word that there is nothing, should have come, as its schedule goes; null when none is expected. */
  dueAt: instant.nullable(),
  /** Minutes since then; 0 when it is not due. */
  overdueMinutes: z.int(),
  /** Rows of the last package. */
  rowCount: z.int(),
  /** Rows of the job that wait in quarantine now. */
  quarantinedCount: z.int(),
});

export const exchangeState = z
  .object({
    isPausedHere: z.boolean(),
    /** How headquarters wishes the line to be used. */
    line: z.object({ isPaused: z.boolean(), isMetered: z.boolean(), rateKilobytesPerSecond: z.int().nullable() }),
    catalogVersion: z.int(),
    jobs: z.array(job),
    upload: z.object({
      waitingCount: z.int(),
      /** Decimal texts per currency. */
      waitingAmounts: z.record(currencyCode, z.string()),
      oldestAt: instant.nullable(),
      lastAcknowledgedAt: instant.nullable(),
    }),
    quarantinedCount: z.int(),
    /** The last comparison with headquarters: what it found, and what of that still stands. Null before the first. */
    lastCheck: z.object({ checkedAt: instant, foundCount: z.int(), openCount: z.int() }).nullable(),
  })
  .meta({ id: 'ExchangeState' });
export type ExchangeStateAnswer = z.input<typeof exchangeState>;

export const exchangeQuarantine = z
  .object({
    rows: z.array(
      z.object({
        entity: z.string(),
        rowKey: z.string(),
        job: jobId,
        packageId: uuid,
        reason: z.string(),
        /** The row as it came, cut at 4,000 characters. */
        raw: z.string(),
        quarantinedAt: instant,
      }),
    ),
  })
  .meta({ id: 'ExchangeQuarantine' });

export const exchangeSessions = z
  .object({
    sessions: z.array(
      z.object({
        packageId: uuid,
        job: jobId,
        kind: z.string(),
        fromVersion: z.int(),
        toVersion: z.int(),
        appliedAt: instant,
        catalogVersion: z.int(),
        rowCount: z.int(),
        quarantinedCount: z.int(),
      }),
    ),
    /** Tries that failed in the last 30 days. */
    failures: z.array(z.object({ sessionId: uuid, packageId: uuid, job: jobId, reason: z.string(), failedAt: instant })),
  })
  .meta({ id: 'ExchangeSessions' });

export const retryAnswer = z.object({ releasedCount: z.int(), quarantinedCount: z.int() }).meta({ id: 'ExchangeRetry' });
export const resnapshotBody = z.strictObject({ job: jobId });
export const resnapshotAnswer = z.object({ sessionId: uuid, job: jobId }).meta({ id: 'ExchangeResnapshot' });
