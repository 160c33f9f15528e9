import { noticeView } from '@app/catalog';
import { businessKey, currencyCode, instant, shortText, uuid } from '@app/protocol';
import { z } from 'zod';
import { plannedWork } from '../notices/notices.dto';

const moment = instant.nullable();

const channel = z.object({ channelId: businessKey, name: shortText, currency: currencyCode, timeZone: z.string(), locale: z.string() });

const register = z.object({
  channelId: businessKey,
  registerId: businessKey,
  name: shortText,
  deviceState: z.enum(['none', 'active', 'revoked']),
  deviceId: uuid.nullable(),
  /** Name of who is logged on. */
  staff: z.string().nullable(),
  isShiftOpen: z.boolean(),
  /** The day an open shift belongs to is over. */
  isShiftOverdue: z.boolean(),
  lastSeenAt: moment,
});

const unclearPayment = z.object({
  attemptId: uuid,
  channelId: businessKey,
  registerId: businessKey,
  /** Decimal text in its currency. */
  amount: z.string(),
  currency: currencyCode,
  startedAt: instant,
  /** `started`: the customer may be at the terminal still. */
  state: z.enum(['started', 'unknown']),
});

/** What the box says about itself. Amounts are decimal texts per currency, times UTC milliseconds. */
export const unitStatus = z
  .object({
    software: z.object({ version: z.string() }),
    box: z.object({
      state: z.enum(['new', 'enrolled', 'loading', 'active', 'behind', 'superseded']),
      channelDatabaseId: businessKey.nullable(),
      instanceId: uuid,
      epoch: z.int().nullable(),
      fork: z.int(),
      /** While it is behind: registers that have to show what they hold before it sells again. */
      awaited: z.array(z.object({ channelId: businessKey, registerId: businessKey })),
    }),
    channels: z.array(channel),
    selling: z.object({ isPossible: z.boolean(), reason: z.string().nullable(), registers: z.array(register) }),
    headquarters: z.object({
      isReachable: z.boolean(),
      since: moment,
      lastError: z.string().nullable(),
      somethingElseAnswers: z.boolean(),
      /** Headquarters is there, and by the clock of this box its certificate is not valid. */
      isRefusedForDates: z.boolean(),
      /** Calls that need an answer now are not tried at the moment, because the last ones failed. */
      isRealTimeRefusing: z.boolean(),
    }),
    upload: z.object({
      waitingCount: z.int(),
      waitingAmounts: z.record(currencyCode, z.string()),
      oldestAt: moment,
      acknowledgedCounter: z.int(),
      lastAcknowledgedAt: moment,
    }),
    prices: z.object({
      version: z.int().nullable(),
      appliedAt: moment,
      /** Rows that could not be taken and wait. */
      quarantinedCount: z.int(),
      jobs: z.array(
        z.object({
          job: z.string(),
          /** As headquarters calls it. */
          name: z.string(),
          createdAt: instant,
          appliedAt: instant,
          /** By when something newer, or the word that there is nothing, should have come, as its schedule goes; null when none is expected. */
          dueAt: moment,
          /** What a sale costs, or who may make one, depends on it. */
          isImportant: z.boolean(),
          rowCount: z.int(),
          quarantinedCount: z.int(),
        }),
      ),
    }),
    cards: z.object({ unclear: z.array(unclearPayment) }),
    disk: z.object({ freeBytes: z.number(), totalBytes: z.number(), storeBytes: z.number() }),
    database: z.object({ ok: z.boolean(), checkedAt: moment, message: z.string().nullable(), engine: z.enum(['sqlite', 'sql-server']) }),
    alarms: z.array(z.object({ code: z.string(), subject: z.string(), raisedAt: instant, details: z.record(z.string(), z.unknown()) })),
    /** The last day that is over; null before there was one, and until it was looked at. */
    lastDay: z
      .object({
        businessDate: z.iso.date(),
        shiftCount: z.int(),
        openCount: z.int(),
        recordCount: z.int(),
        acknowledgedCount: z.int(),
        /** How many headquarters holds unchanged; null when it was not asked or did not answer. */
        atHeadquartersCount: z.int().nullable(),
        /** When all of it was found there; null while it was not. */
        provenAt: moment,
      })
      .nullable(),
    /** When the store was copied last. */
    backup: z.object({ lastAt: moment }),
    /** The last work that was planned; it may be over. */
    work: plannedWork.nullable(),
    /** What registers are told. */
    notices: z.array(noticeView).readonly(),
    certificate: z.object({ validUntil: moment, authorityFingerprint: z.string().nullable() }),
    process: z.object({
      startedAt: instant,
      memoryBytes: z.int(),
      /** How late the event loop was, 99th percentile of the last minute. */
      loopLagMs: z.number(),
      /** Mean of the last minute's commits with their flush; null when there was none. */
      flushMs: z.number().nullable(),
    }),
    /** Every job that has run in this process. */
    jobs: z.array(z.object({ name: z.string(), failures: z.int(), failingSince: moment })),
    /** `offsetMs`: headquarters' clock minus the machine's; null before they were compared. */
    clock: z.object({ now: instant, businessNow: instant, offsetMs: z.int().nullable() }),
  })
  .meta({ id: 'UnitStatus' });
export type UnitStatusAnswer = z.input<typeof unitStatus>;

export const salesRate = z
  .object({
    /** Sales of the last minute and of the last hour. */
    lastMinute: z.int(),
    lastHour: z.int(),
  })
  .meta({ id: 'SalesRate' });

const askedInstant = z.coerce.number().int().min(0);
export const salesBetween = z.strictObject({ from: askedInstant, until: askedInstant });
export const salesCount = z.object({ sales: z.int() }).meta({ id: 'SalesCount' });
