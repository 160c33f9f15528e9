import type { AccountFunction } from '@app/commerce';
import type { Tx } from '@app/database';
import type { Amount } from '@app/kernel';
import type { AuditBody } from '@app/protocol';
import type { MoneyAnswer } from './money-answer';

export interface CardPayment {
  readonly attemptId: string;
  readonly terminalId: string;
  readonly amount: Amount;
  readonly currency: string;
}

/** Gives back all or part of one payment. */
export interface CardGivingBack {
  readonly attemptId: string;
  readonly ofAttemptId: string;
  readonly amount: Amount;
  readonly currency: string;
}

/**
 * Card terminals of the store. The same attempt id never charges twice, and the answer to a question about an attempt is final,
 * whatever is still on its way. Never throws for what a terminal or the line to it does.
 */
export interface CardTerminal {
  pay(payment: CardPayment): Promise<MoneyAnswer>;
  giveBack(back: CardGivingBack): Promise<MoneyAnswer>;
  /** The last-transaction query: `unclear` only while the customer is not done or the terminal says nothing. */
  whatBecameOfPayment(payment: CardPayment): Promise<MoneyAnswer>;
  whatBecameOfGivingBack(back: CardGivingBack): Promise<MoneyAnswer>;
}
export const CARD_TERMINAL = 'store-operations:card-terminal';

export interface AccountMovement {
  /** Asking again under the same id gets the first answer. */
  readonly operationId: string;
  readonly kind: AccountFunction;
  readonly accountNumber: string;
  /** Above zero. */
  readonly amount: Amount;
  readonly currency: string;
  readonly transactionId: string;
}

export type AccountBalance =
  | {
      readonly kind: 'known';
      readonly balance: string;
      readonly reserved: string;
      readonly currency: string;
      readonly state: string;
      readonly creditLimit: string | null;
      readonly points: number | null;
    }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly retryAfterMs: number };

/**
 * Gift cards, credit memos, vouchers, customer accounts and loyalty cards, whose money is at headquarters. `declined` also when
 * headquarters is known to be away and was not asked; `unclear` when it was asked and did not answer.
 */
export interface Accounts {
  /** Holds the money until the sale that names the operation arrives, or until it is released. */
  reserve(movement: AccountMovement): Promise<MoneyAnswer>;
  /** A new gift card or credit memo, waiting for the sale that names it. */
  issue(movement: AccountMovement): Promise<MoneyAnswer>;
  /** Money that goes back to an account when the sale that names it arrives. */
  credit(movement: AccountMovement): Promise<MoneyAnswer>;
  /** Undoes any of these, also one that never arrived. `later`: headquarters could not be asked; what no sale names is worth nothing there. */
  release(operationId: string): Promise<'released' | 'later' | 'captured'>;
  balance(kind: AccountFunction, accountNumber: string): Promise<AccountBalance>;
}
export const ACCOUNTS = 'store-operations:accounts';

/** Leaves an event in the journal as soon as a register is answered that can hold its record as a capsule. Kept in the caller's unit. */
export interface LaterAudit {
  later(
    tx: Tx,
    where: { readonly channelId: string; readonly registerId: string },
    event: {
      readonly event: string;
      readonly staffId: string | null;
      readonly subjectId: string | null;
      readonly details: AuditBody['details'];
    },
  ): Promise<void>;
}
