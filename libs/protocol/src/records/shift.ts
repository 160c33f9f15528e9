import { z } from 'zod';
import { bigintText, businessKey, currencyCode, instant, moneyText, shortText, tenderFunction, uuid } from '../texts';

export const shiftOpenBody = z.object({ openedAt: instant, currency: currencyCode, float: moneyText });
export type ShiftOpenBody = z.output<typeof shiftOpenBody>;

export const cashBody = z.object({
  kind: z.enum(['float', 'paid-in', 'paid-out', 'safe-drop', 'count']),
  currency: currencyCode,
  tenderTypeId: businessKey,
  /** Positive into the drawer, negative out of it; a count states what was found. */
  amount: moneyText,
  reason: shortText.nullable(),
});
export type CashBody = z.output<typeof cashBody>;

export const shiftTenderTotal = z.object({
  tenderTypeId: businessKey, function: tenderFunction,
  opening: moneyText, taken: moneyText, change: moneyText, refunded: moneyText, paidIn: moneyText, paidOut: moneyText, dropped: moneyText,
  expected: moneyText, counted: moneyText.nullable(), difference: moneyText.nullable(),
  /**
   * Foreign money in its own currency, as it lies in the drawer. The figures beside it are its worth by the rates of the sales; `counted`
   * and `difference` are then null. Absent on the store's own money and in records of older releases.
   */
  foreign: z
    .object({ currency: currencyCode, taken: moneyText, counted: moneyText.nullable(), difference: moneyText.nullable() })
    .optional(),
}); // prettier-ignore

/** What was taken off by offers, by people off lines and whole sales, and by prices people set (negative where they raised them). */
export const shiftReduction = z.object({
  kind: z.enum(['offer', 'manual-line', 'manual-total', 'price-override']), count: z.int().min(1), amount: moneyText,
}); // prettier-ignore

/** A Z report: what the shift was, fixed for ever. */
export const shiftCloseBody = z.object({
  zNumber: z.int().min(1),
  openedAt: instant,
  closedAt: instant,
  currency: currencyCode,
  saleCount: z.int().min(0), returnCount: z.int().min(0), voidCount: z.int().min(0), lineCount: z.int().min(0),
  /** Baskets put aside and taken up; absent in records of older releases. */
  suspendedCount: z.int().min(0).optional(), recalledCount: z.int().min(0).optional(),
  gross: moneyText, net: moneyText, tax: moneyText, returned: moneyText, rounding: moneyText,
  taxes: z.array(z.object({ taxCodeId: businessKey, base: moneyText, amount: moneyText })),
  /** Absent in records of older releases. */
  reductions: z.array(shiftReduction).optional(),
  tenders: z.array(shiftTenderTotal),
  firstReceiptNumber: z.string().nullable(),
  lastReceiptNumber: z.string().nullable(),
  /** Counters of the shift's first and last record, for the proof at headquarters. */
  firstCounter: z.int().nullable(),
  lastCounter: z.int().nullable(),
  perpetualTotal: bigintText,
}); // prettier-ignore
export type ShiftCloseBody = z.output<typeof shiftCloseBody>;

/** Something that somebody must be able to ask about later: a log-on, a lock-out, an override, a fork. */
export const auditBody = z.object({
  event: z.string().min(1).max(60),
  /** The second person, where one stood in. */
  approvedBy: businessKey.nullable(),
  subjectId: z.union([uuid, businessKey]).nullable(),
  details: z.record(z.string().max(60), z.union([z.string().max(400), z.number(), z.boolean(), z.null()])),
});
export type AuditBody = z.output<typeof auditBody>;
