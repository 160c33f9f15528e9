import { z } from 'zod';
import { accountNumber as cardNumber, currencyCode, instant, moneyText, uuid } from '../texts';

/** What headquarters keeps under a number beside gift cards, which have operations of their own. */
const kind = z.enum(['credit-memo', 'voucher', 'customer-account', 'loyalty']);
const account = { kind, accountNumber: cardNumber };
const movement = { operationId: uuid, amount: moneyText, currency: currencyCode, transactionId: uuid };

const reserved = z.object({ outcome: z.literal('reserved'), amount: moneyText, balanceAfter: moneyText, expiresAt: instant });
const known = { outcome: z.literal('known'), balance: moneyText, reserved: moneyText, currency: currencyCode };

/**
 * POST /exchange/v1/real-time/{operation}. `operationId` makes a repeat harmless: the same id with the same input gets the first answer.
 * A reservation holds the money until the sale that names it arrives by upload (captured) or it is released or expires.
 */
export const realTimeOperations = {
  'gift-card.issue': {
    input: z.object({ ...movement, cardNumber }),
    output: z.discriminatedUnion('outcome', [
      /** Pending until the sale arrives; then the card is active. */
      z.object({ outcome: z.literal('issued'), cardNumber, balance: moneyText, currency: currencyCode }),
      z.object({ outcome: z.literal('refused'), reason: z.enum(['card-exists', 'amount-not-allowed']) }),
    ]),
  },
  'gift-card.balance': {
    input: z.object({ cardNumber }),
    output: z.discriminatedUnion('outcome', [
      z.object({ ...known, state: z.enum(['pending', 'active', 'blocked']) }),
      z.object({ outcome: z.literal('refused'), reason: z.literal('unknown-card') }),
    ]),
  },
  'gift-card.reserve': {
    input: z.object({ ...movement, cardNumber }),
    output: z.discriminatedUnion('outcome', [
      reserved,
      z.object({ outcome: z.literal('refused'), reason: z.enum(['unknown-card', 'not-active', 'balance-too-low', 'other-currency']) }),
    ]),
  },
  'gift-card.release': {
    /** The operation id of what is to be undone, also on an account that is no gift card. */
    input: z.object({ operationId: uuid }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('released') }),
      z.object({ outcome: z.literal('refused'), reason: z.enum(['already-captured']) }),
    ]),
  },
  'account.balance': {
    input: z.object(account),
    output: z.discriminatedUnion('outcome', [
      z.object({
        ...known,
        state: z.enum(['pending', 'active', 'blocked', 'used', 'expired']),
        /** How far a customer account may be overdrawn. */
        creditLimit: moneyText.optional(),
        /** A loyalty card's; its balance is what they are worth. */
        points: z.int().optional(),
      }),
      z.object({ outcome: z.literal('refused'), reason: z.literal('unknown-account') }),
    ]),
  },
  /** A credit memo for what a return gives back; pending until the sale that names it arrives. */
  'account.issue': {
    input: z.object({ ...movement, ...account }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('issued'), accountNumber: cardNumber, balance: moneyText, currency: currencyCode }),
      z.object({ outcome: z.literal('refused'), reason: z.enum(['account-exists', 'amount-not-allowed', 'not-possible']) }),
    ]),
  },
  'account.reserve': {
    input: z.object({ ...movement, ...account }),
    output: z.discriminatedUnion('outcome', [
      reserved,
      z.object({
        outcome: z.literal('refused'),
        reason: z.enum([
          'unknown-account', 'not-active', 'other-currency', 'amount-not-allowed', 'balance-too-low', 'credit-limit', 'expired', 'in-use',
        ]),
      }),
    ]),
  },
  /** Money that goes back to an account; it counts when the sale that names it arrives. */
  'account.credit': {
    input: z.object({ ...movement, ...account }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('accepted'), amount: moneyText }),
      z.object({
        outcome: z.literal('refused'),
        reason: z.enum(['unknown-account', 'not-active', 'other-currency', 'amount-not-allowed', 'not-possible']),
      }),
    ]),
  },
} as const; // prettier-ignore

export type AccountKind = z.output<typeof kind> | 'gift-card';
export type RealTimeOperation = keyof typeof realTimeOperations;
export type RealTimeInput<Name extends RealTimeOperation> = z.input<(typeof realTimeOperations)[Name]['input']>;
export type RealTimeOutput<Name extends RealTimeOperation> = z.output<(typeof realTimeOperations)[Name]['output']>;
