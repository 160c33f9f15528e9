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

export interface GiftCardReservation {
  /** Asking again under the same id gets the first answer. */
  readonly operationId: string;
  readonly cardNumber: string;
  readonly amount: Amount;
  readonly currency: string;
  readonly transactionId: string;
}

export type GiftCardBalance =
  | { readonly kind: 'known'; readonly balance: string; readonly reserved: string; readonly currency: string; readonly state: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly retryAfterMs: number };

/**
 * Gift cards, whose money is at headquarters. `declined` also when headquarters is known to be away and was not asked;
 * `unclear` when it was asked and did not answer.
 */
export interface GiftCards {
  /** Holds the money until the sale that names the operation arrives, or until it is released. */
  reserve(reservation: GiftCardReservation): Promise<MoneyAnswer>;
  /** A new card, waiting for the sale that names it. */
  issue(card: GiftCardReservation): Promise<MoneyAnswer>;
  /** Gives a reservation or an issued card back, also one that never arrived. `later`: headquarters could not be asked; what no sale names is worth nothing there. */
  release(operationId: string): Promise<'released' | 'later' | 'captured'>;
  balance(cardNumber: string): Promise<GiftCardBalance>;
}
export const GIFT_CARDS = 'store-operations:gift-cards';

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
