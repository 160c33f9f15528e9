import { z } from 'zod';
import { currencyCode, instant, moneyText, uuid } from '../texts';

const cardNumber = z.string().min(4).max(40);

/**
 * POST /exchange/v1/real-time/{operation}. `operationId` makes a repeat harmless: the same id with the same input gets the first answer.
 * A reservation holds the money until the sale that names it arrives by upload (captured) or it is released or expires.
 */
export const realTimeOperations = {
  'gift-card.issue': {
    input: z.object({ operationId: uuid, cardNumber, amount: moneyText, currency: currencyCode, transactionId: uuid }),
    output: z.discriminatedUnion('outcome', [
      /** Pending until the sale arrives; then the card is active. */
      z.object({ outcome: z.literal('issued'), cardNumber, balance: moneyText, currency: currencyCode }),
      z.object({ outcome: z.literal('refused'), reason: z.enum(['card-exists', 'amount-not-allowed']) }),
    ]),
  },
  'gift-card.balance': {
    input: z.object({ cardNumber }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('known'), balance: moneyText, reserved: moneyText, currency: currencyCode, state: z.enum(['pending', 'active', 'blocked']) }),
      z.object({ outcome: z.literal('refused'), reason: z.literal('unknown-card') }),
    ]),
  },
  'gift-card.reserve': {
    input: z.object({ operationId: uuid, cardNumber, amount: moneyText, currency: currencyCode, transactionId: uuid }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('reserved'), amount: moneyText, balanceAfter: moneyText, expiresAt: instant }),
      z.object({ outcome: z.literal('refused'), reason: z.enum(['unknown-card', 'not-active', 'balance-too-low', 'other-currency']) }),
    ]),
  },
  'gift-card.release': {
    /** The operation id of the reservation or of the issue to undo. */
    input: z.object({ operationId: uuid }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('released') }),
      z.object({ outcome: z.literal('refused'), reason: z.enum(['already-captured']) }),
    ]),
  },
} as const; // prettier-ignore

export type RealTimeOperation = keyof typeof realTimeOperations;
export type RealTimeInput<Name extends RealTimeOperation> = z.input<(typeof realTimeOperations)[Name]['input']>;
export type RealTimeOutput<Name extends RealTimeOperation> = z.output<(typeof realTimeOperations)[Name]['output']>;
