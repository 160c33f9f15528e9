import { z } from 'zod';
import { exchangeState } from '../exchange/exchange-state';

const at = z.number().nullish();
const text = z.string().nullish();

/**
 * What of the unit's answer goes into a bundle: how the box is. Amounts, payments and who is logged on stay here; whatever is not named is
 * left out.
 */
export const bundledStatus = z.object({
  software: z.object({ version: z.string() }),
  box: z.object({ state: z.string(), channelDatabaseId: text, epoch: z.int().nullish(), fork: z.int() }),
  channels: z.array(z.object({ channelId: z.string(), currency: z.string(), timeZone: z.string(), locale: text })),
  selling: z.object({
    isPossible: z.boolean(),
    reason: text,
    registers: z.array(
      z.object({ channelId: z.string(), registerId: z.string(), deviceState: z.string(), isShiftOpen: z.boolean(), lastSeenAt: at }),
    ),
  }),
  headquarters: z.object({ isReachable: z.boolean(), since: at, lastError: text, somethingElseAnswers: z.boolean(), isRefusedForDates: z.boolean().optional(), isRealTimeRefusing: z.boolean().optional() }),
  upload: z.object({ waitingCount: z.int(), oldestAt: at, lastAcknowledgedAt: at }),
  prices: z.object({ version: z.int().nullable(), appliedAt: at, quarantinedCount: z.int().optional(), jobs: z.array(z.object({ job: z.string(), createdAt: at, dueAt: at })).optional() }),
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number(), storeBytes: z.number() }),
  database: z.object({ ok: z.boolean(), checkedAt: at, message: text }),
  alarms: z.array(z.object({ code: z.string(), raisedAt: at })).optional(),
  certificate: z.object({ validUntil: at }).optional(),
  process: z.object({ startedAt: at, memoryBytes: z.number(), loopLagMs: z.number(), flushMs: z.number().nullable() }).optional(),
  jobs: z.array(z.object({ name: z.string(), failures: z.int(), failingSince: at })).optional(),
  clock: z.object({ now: at, businessNow: at, offsetMs: z.number().nullish() }),
}); // prettier-ignore

/** Of the exchange: what came and what waits, without what it is worth. */
export const bundledExchange = exchangeState.extend({ upload: exchangeState.shape.upload.omit({ waitingAmounts: true }) });

/** What the unit answers about itself; every field was chosen there. */
export const bundledDiagnostics = z.object({
  software: z.object({ version: z.string(), node: z.string(), platform: z.string() }),
  settings: z.record(z.string(), z.string()),
  engine: z.string(),
  store: z.object({ migration: z.string(), rows: z.record(z.string(), z.number()) }),
  catalog: z.object({ migration: z.string(), rows: z.record(z.string(), z.number()) }),
  certificate: z.object({ authorityFingerprint: z.string(), validUntil: at }).nullable(),
});
