import { amount as minorUnits, currencyOf, formatAmount, parseAmount } from '@app/kernel';
import type { AccountKind, RealTimeOutput } from '@app/protocol';
import type { Account } from './account-store';

/** What may be done with each kind (field notes 5.6, 5.9). */
export const ACCOUNT_RULES: Readonly<Record<AccountKind, { readonly isIssued: boolean; readonly isCredited: boolean; readonly paysOnce: boolean }>> = {
  'gift-card': { isIssued: true, isCredited: false, paysOnce: false },
  'credit-memo': { isIssued: true, isCredited: false, paysOnce: false },
  /** Given out by headquarters for one purchase: what it does not pay lapses. */
  voucher: { isIssued: false, isCredited: false, paysOnce: true },
  'customer-account': { isIssued: false, isCredited: true, paysOnce: false },
  loyalty: { isIssued: false, isCredited: true, paysOnce: false },
}; // prettier-ignore

type Refused<Name extends 'account.reserve' | 'account.credit'> = Extract<RealTimeOutput<Name>, { outcome: 'refused' }>['reason'];

/** What an amount of money moves of the balance; a part of a point counts as a whole one. */
export function unitsOf({ pointsPerUnit, currency }: Account, money: number): number {
  return pointsPerUnit === null ? money : Math.ceil((money * pointsPerUnit) / 10 ** currencyOf(currency).minorDigits);
}

/** What units of the balance are worth, in minor units; of points, what a whole minor unit can be paid with. */
export function worthOf({ pointsPerUnit, currency }: Account, units: number): number {
  return pointsPerUnit === null ? units : Math.floor((units * 10 ** currencyOf(currency).minorDigits) / pointsPerUnit);
}

export interface WantedReservation {
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** Units of the balance that other reservations hold. */
  readonly reserved: number;
  readonly now: number;
}

/** Why an account does not pay this; undefined when it does. */
export function whyNotReserved(
  account: Account | undefined,
  { amount, currency, reserved, now }: WantedReservation,
): Refused<'account.reserve'> | undefined {
  if (!account) return 'unknown-account';
  if (account.state !== 'active') return 'not-active';
  if (isExpired(account, now)) return 'expired';
  if (account.currency !== currency) return 'other-currency';
  if (amount <= 0) return 'amount-not-allowed';
  if (ACCOUNT_RULES[account.kind].paysOnce && reserved > 0) return 'in-use';
  const left = account.balance - reserved - unitsOf(account, amount);
  if (left >= -account.creditLimit) return undefined;
  return account.kind === 'customer-account' ? 'credit-limit' : 'balance-too-low';
}

/** Why money cannot go back to an account; undefined when it can. */
export function whyNotCredited(
  account: Account | undefined,
  { amount, currency }: Pick<WantedReservation, 'amount' | 'currency'>,
): Refused<'account.credit'> | undefined {
  if (!account) return 'unknown-account';
  if (!ACCOUNT_RULES[account.kind].isCredited) return 'not-possible';
  if (account.state !== 'active') return 'not-active';
  if (account.currency !== currency) return 'other-currency';
  return amount <= 0 ? 'amount-not-allowed' : undefined;
}

export const isExpired = ({ expiresAt }: Account, now: number): boolean => expiresAt !== null && expiresAt <= now;

export const parseMoney = (text: string, currency: string): number => parseAmount(text, currencyOf(currency).minorDigits);
export const moneyText = (value: number, currency: string): string => formatAmount(minorUnits(value), currencyOf(currency).minorDigits);
