import type { UnitStatus } from '@app/appliance';
import { z } from 'zod';

const text = z.string().max(400);
const at = z.number();

const register = z
  .object({
    channelId: text,
    registerId: text,
    name: text,
    deviceState: z.enum(['none', 'active', 'revoked']),
    deviceId: text.nullish(),
    staff: text.nullable(),
    isShiftOpen: z.boolean(),
    isShiftOverdue: z.boolean().optional(),
    lastSeenAt: at.nullable(),
  })
  .meta({ id: 'Register' });

const unclearPayment = z
  .object({
    attemptId: text,
    channelId: text,
    registerId: text,
    amount: text,
    currency: text,
    startedAt: at,
    state: z.enum(['started', 'unknown']).optional(),
  })
  .meta({ id: 'UnclearCardPayment' });

export const plannedWork = z.object({ startsAt: at, endsAt: at }).meta({ id: 'PlannedWork' });

const notice = z
  .object({
    code: z.enum(['headquarters.away', 'work.announced', 'work.under-way']),
    since: at,
    until: at.nullable(),
    parameters: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Notice' });

/** The answer of the scale unit's management API, as far as the console uses it. Fields it does not know are left out. */
export const unitStatus = z
  .object({
    software: z.object({ version: text }),
    box: z.object({
      state: z.enum(['new', 'enrolled', 'loading', 'active', 'behind', 'superseded']),
      channelDatabaseId: text.nullable(),
      epoch: z.int().nullable(),
      fork: z.int(),
      awaited: z.array(z.object({ channelId: text, registerId: text })).optional(),
    }),
    channels: z.array(z.object({ channelId: text, name: text, currency: text, timeZone: text, locale: text.nullish() })),
    selling: z.object({ isPossible: z.boolean(), reason: text.nullable(), registers: z.array(register) }),
    headquarters: z.object({
      isReachable: z.boolean(),
      since: at.nullable(),
      lastError: text.nullable(),
      somethingElseAnswers: z.boolean(),
      isRefusedForDates: z.boolean().optional(),
      isRealTimeRefusing: z.boolean().optional(),
    }),
    upload: z.object({
      waitingCount: z.int(),
      waitingAmounts: z.record(z.string(), text),
      oldestAt: at.nullable(),
      lastAcknowledgedAt: at.nullable(),
    }),
    prices: z.object({
      version: z.int().nullable(),
      appliedAt: at.nullable(),
      quarantinedCount: z.int().optional(),
      jobs: z.array(z.object({ job: text, name: text, createdAt: at, dueAt: at.nullable(), isImportant: z.boolean() })).optional(),
    }),
    cards: z.object({ unclear: z.array(unclearPayment) }),
    disk: z.object({ freeBytes: z.number(), totalBytes: z.number(), storeBytes: z.number() }),
    database: z.object({ ok: z.boolean(), checkedAt: at.nullable(), message: text.nullable(), engine: text.optional() }),
    alarms: z.array(z.object({ code: text, subject: text, raisedAt: at.optional() })).optional(),
    backup: z.object({ lastAt: at.nullable() }).optional(),
    lastDay: z
      .object({
        businessDate: text,
        openCount: z.int(),
        recordCount: z.int(),
        acknowledgedCount: z.int(),
        atHeadquartersCount: z.int().nullable(),
        provenAt: at.nullable(),
      })
      .nullable()
      .optional(),
    work: plannedWork.nullable().optional(),
    notices: z.array(notice).readonly().optional(),
    certificate: z.object({ validUntil: at.nullable() }).optional(),
    process: z.object({ startedAt: at, memoryBytes: z.number(), loopLagMs: z.number(), flushMs: z.number().nullable() }).optional(),
    jobs: z.array(z.object({ name: text, failures: z.int(), failingSince: at.nullable() })).optional(),
    clock: z.object({ now: at, businessNow: at, offsetMs: z.number().nullable().optional() }),
  })
  .meta({ id: 'UnitStatus' });

/** Fails to compile when the schema and the type that the verdict is made from differ. */
export const readUnitStatus = (body: unknown): UnitStatus => unitStatus.parse(body);
