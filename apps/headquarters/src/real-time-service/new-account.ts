import { accountNumber, currencyCode, instant, moneyText, realTimeOperations } from '@app/protocol';
import { z } from 'zod';

/** Kinds that are named; gift cards have routes and commands of their own. */
export const { kind: accountKind } = realTimeOperations['account.balance'].input.shape;

export const newAccount = z.strictObject({
  kind: accountKind,
  accountNumber,
  /** On a loyalty card: what its points are worth. */
  amount: moneyText,
  currency: currencyCode,
  /** How far a customer account may be overdrawn. */
  creditLimit: moneyText.optional(),
  /** How many points of a loyalty card pay one unit of the currency. */
  pointsPerUnit: z.int().min(1).max(1_000_000).optional(),
  expiresAt: instant.optional(),
});
