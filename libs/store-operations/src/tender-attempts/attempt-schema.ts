import { businessKey, capsule, currencyCode, instant, moneyText, tenderFunction, uuid } from '@app/protocol';
import { z } from 'zod';

/** An attempt to move money, as the API answers it. */
export const attemptBody = z
  .object({
    attemptId: uuid,
    transactionId: uuid,
    kind: z.enum(['payment', 'refund', 'reversal', 'issue']),
    function: tenderFunction.exclude(['cash']),
    tenderTypeId: businessKey,
    /** While it is started or unknown, its cart can be neither finished nor voided. */
    state: z.enum(['started', 'approved', 'part-approved', 'declined', 'unknown', 'reversed']),
    drivenBy: z.enum(['box', 'register']),
    currency: currencyCode,
    /** Negative when the store gives. */
    requestedAmount: moneyText,
    approvedAmount: moneyText.nullable(),
    authorization: z.string().nullable(),
    cardLastDigits: z.string().nullable(),
    giftCardNumber: z.string().nullable(),
    /** Of any account at headquarters: the credit memo that was made, the customer, the gift card. */
    accountNumber: z.string().nullable(),
    /** Why it is in this state, for a person. */
    reason: z.string().nullable(),
    /** How money can move while headquarters is away; empty unless that is why it did not. */
    instead: z.array(tenderFunction),
    reversesAttemptId: uuid.nullable(),
    startedAt: instant,
    settledAt: instant.nullable(),
    /** Records this request made, for the register to keep. */
    capsules: z.array(capsule),
  })
  .meta({ id: 'TenderAttempt' });
export type AttemptView = z.output<typeof attemptBody>;
