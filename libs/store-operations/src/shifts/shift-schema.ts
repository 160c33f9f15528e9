import {
  businessKey,
  capsule,
  currencyCode,
  instant,
  localDate,
  moneyText,
  shiftReduction,
  shiftTenderTotal,
  shortText,
  uuid,
} from '@app/protocol';
import { z } from 'zod';

/** A shift as the API answers it. What its drawer should hold is not in it: see the reports. */
export const shiftBody = z
  .object({
    shiftId: uuid,
    channelId: businessKey,
    registerId: businessKey,
    drawerId: businessKey,
    staffId: businessKey.nullable(),
    /** `unclosed`: it came back by capsule, and what closed it did not. */
    state: z.enum(['open', 'closed', 'unclosed']),
    openedAt: instant,
    /** Fixed at the opening, also when the shift stays open past the next cut-off. */
    businessDate: localDate,
    currency: currencyCode,
    float: moneyText,
    closedAt: instant.nullable(),
    zNumber: z.int().nullable(),
    /** The day it belongs to is over: it should be closed. */
    isPastCutOff: z.boolean(),
  })
  .meta({ id: 'Shift' });
export type ShiftView = z.output<typeof shiftBody>;

/** What a change answers: the shift and the records it made, for the register to keep. */
export const shiftAnswerBody = z.object({ shift: shiftBody, capsules: z.array(capsule) }).meta({ id: 'ShiftAnswer' });
export type ShiftAnswer = z.output<typeof shiftAnswerBody>;

/** An X report (`zNumber` null, so far) or a Z report (fixed for ever). */
export const shiftReportBody = z
  .object({
    shift: shiftBody,
    kind: z.enum(['x', 'z']),
    zNumber: z.int().nullable(),
    saleCount: z.int(),
    returnCount: z.int(),
    voidCount: z.int(),
    suspendedCount: z.int(),
    recalledCount: z.int(),
    lineCount: z.int(),
    gross: moneyText,
    net: moneyText,
    tax: moneyText,
    /** Gross of what came back; not positive, and part of `gross`. */
    returned: moneyText,
    rounding: moneyText,
    taxes: z.array(z.object({ taxCodeId: businessKey, base: moneyText, amount: moneyText })),
    /** What was taken off, by kind; a kind of which there was none is not there. */
    reductions: z.array(shiftReduction),
    tenders: z.array(shiftTenderTotal),
    firstReceiptNumber: z.string().nullable(),
    lastReceiptNumber: z.string().nullable(),
  })
  .meta({ id: 'ShiftReport' });
export type ShiftReport = z.output<typeof shiftReportBody>;

const countedTender = z.object({
  tenderTypeId: businessKey,
  /** Of the amounts beside it: foreign money is counted in its own. */
  currency: currencyCode,
  counted: moneyText,
  /** Null for who may not see what is expected. */
  expected: moneyText.nullable(),
  difference: moneyText.nullable(),
});

export const countAnswerBody = z
  .object({ shift: shiftBody, counts: z.array(countedTender), capsules: z.array(capsule) })
  .meta({ id: 'ShiftCount' });
export type CountAnswer = z.output<typeof countAnswerBody>;

const namedRecord = z.object({
  recordId: uuid,
  type: shortText,
  receiptNumber: z.string().nullable(),
  counter: z.int(),
  /** Headquarters had it once: it was lost there, and is sent again. What it never had is on its way. */
  wasAcknowledged: z.boolean(),
});

export const shiftProofBody = z
  .object({
    shiftId: uuid,
    /** Records of the shift on this box. */
    recordCount: z.int(),
    /** Of those, how many headquarters acknowledged; known without asking. */
    acknowledgedCount: z.int(),
    /** Of those, how many headquarters says it holds unchanged; null when it could not be asked. */
    atHeadquartersCount: z.int().nullable(),
    areDigestsEqual: z.boolean().nullable(),
    /** Every record is acknowledged, held and unchanged. */
    isProven: z.boolean(),
    /** Not at headquarters or, when that could not be asked, not acknowledged. */
    missing: z.array(namedRecord),
    /** At headquarters with another content. */
    different: z.array(namedRecord),
    headquarters: z.object({ isReachable: z.boolean(), reason: z.string().nullable() }),
  })
  .meta({ id: 'ShiftProof' });
export type ShiftProof = z.output<typeof shiftProofBody>;

const saleWithoutCharge = z.object({
  transactionId: uuid,
  receiptNumber: z.string(),
  tenderId: uuid,
  tenderTypeId: businessKey,
  amount: moneyText,
});

export const closedShiftBody = z
  .object({
    shift: shiftBody,
    report: shiftReportBody,
    /** Payments by card or gift card that no approved attempt stands behind. Charges without a sale keep a shift from closing. */
    salesWithoutCharge: z.array(saleWithoutCharge),
    capsules: z.array(capsule),
    /** What headquarters held of the shift just before it closed: what it had acknowledged and does not hold is named here. */
    proof: shiftProofBody.nullish(),
  })
  .meta({ id: 'ClosedShift' });
export type ClosedShift = z.output<typeof closedShiftBody>;
