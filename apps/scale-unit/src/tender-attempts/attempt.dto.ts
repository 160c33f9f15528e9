import { freeText } from '@app/platform';
import { accountNumber, businessKey, moneyText, shortText, uuid } from '@app/protocol';
import { z } from 'zod';

export const newAttemptDto = z
  .strictObject({
    /** Made by the register; also the id of the tender it becomes. */
    attemptId: uuid,
    tenderTypeId: businessKey,
    /** Negative to give back what returned goods were paid with. */
    amount: moneyText,
    giftCardNumber: accountNumber.nullable().default(null),
    /** Of the account that pays, also of a gift card; a credit memo that is given out gets one of its own when absent. */
    accountNumber: accountNumber.optional(),
    /** `register` when the register talks to its own terminal and reports the outcome. */
    drivenBy: z.enum(['box', 'register']).default('box'),
  })
  .meta({ id: 'NewTenderAttempt' });

export const reversalDto = z
  .strictObject({
    /** Made by the register: the id of the reversal, an attempt of its own. */
    reversalId: uuid.optional(),
  })
  .meta({ id: 'NewReversal' });

export const reportDto = z
  .strictObject({
    outcome: z.enum(['approved', 'part-approved', 'declined', 'unknown']),
    /** What moved, above zero; all that was asked for when null. */
    amount: moneyText.nullable().default(null),
    authorization: shortText.nullable().default(null),
    cardLastDigits: z
      .string()
      .regex(/^\d{4}$/)
      .nullable()
      .default(null),
    reason: freeText(200).nullable().default(null),
  })
  .meta({ id: 'TenderAttemptReport' });

export const decisionDto = z
  .strictObject({
    outcome: z.enum(['charged', 'not-charged']),
    /** What was charged, when it was less than asked. */
    amount: moneyText.nullable().default(null),
    /** What it was decided by: the slip, the terminal's journal, the bank. */
    note: freeText(150).min(1),
  })
  .meta({ id: 'TenderAttemptDecision' });

export const nothingDto = z.strictObject({}).optional();

export type NewAttemptDto = z.output<typeof newAttemptDto>;
export type ReversalDto = z.output<typeof reversalDto>;
export type ReportDto = z.output<typeof reportDto>;
export type DecisionDto = z.output<typeof decisionDto>;
