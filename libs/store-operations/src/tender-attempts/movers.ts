import type { TenderAttempt } from '@app/channel-db';
import { amount, invariant } from '@app/kernel';
import { declined, unclear, type MoneyAnswer } from './money-answer';
import type { CardGivingBack, CardPayment, CardTerminal, GiftCardReservation, GiftCards } from './ports';

/** Moves the money of an attempt, and asks what became of it. */
export interface MoneyMover {
  move(attempt: TenderAttempt): Promise<MoneyAnswer>;
  whatBecameOf(attempt: TenderAttempt): Promise<MoneyAnswer>;
  /** Ends an unclear payment as unpaid, where that is certain whatever became of it. */
  abandon?(attempt: TenderAttempt): Promise<MoneyAnswer>;
}

export function moversOf(terminal: CardTerminal, giftCards: GiftCards): Record<TenderAttempt['function'], MoneyMover> {
  return { card: cardMover(terminal), 'gift-card': giftCardMover(giftCards) };
}

function cardMover(terminal: CardTerminal): MoneyMover {
  return {
    move: (attempt) => (attempt.kind === 'payment' ? terminal.pay(paymentOf(attempt)) : terminal.giveBack(givingBackOf(attempt))),
    whatBecameOf: (attempt) =>
      attempt.kind === 'payment'
        ? terminal.whatBecameOfPayment(paymentOf(attempt))
        : terminal.whatBecameOfGivingBack(givingBackOf(attempt)),
  };
}

/**
 * Headquarters answers the same operation id alike, so asking what became of it is asking again. A reservation that no sale
 * names lapses by itself: giving one back needs no line, only the certainty that no sale used it.
 */
function giftCardMover(giftCards: GiftCards): MoneyMover {
  const move = (attempt: TenderAttempt): Promise<MoneyAnswer> => {
    switch (attempt.kind) {
      case 'payment': return giftCards.reserve(reservationOf(attempt));
      case 'issue': return giftCards.issue(reservationOf(attempt));
      case 'reversal':
      case 'refund': return release(giftCards, attempt);
    } // prettier-ignore
  };
  const abandon = async ({ attemptId }: TenderAttempt): Promise<MoneyAnswer> =>
    (await giftCards.release(attemptId)) === 'captured' ? unclear('already-captured') : declined('released');
  return { move, whatBecameOf: move, abandon };
}

async function release(giftCards: GiftCards, { reversesAttemptId, requestedAmount }: TenderAttempt): Promise<MoneyAnswer> {
  invariant(reversesAttemptId, 'what is given back was reserved');
  if ((await giftCards.release(reversesAttemptId)) === 'captured') return declined('already-captured');
  return { kind: 'approved', amount: requestedAmount, authorization: null, cardLastDigits: null };
}

function reservationOf({ attemptId, giftCardNumber, requestedAmount, currency, cartId }: TenderAttempt): GiftCardReservation {
  invariant(giftCardNumber, 'a gift card has a number');
  return { operationId: attemptId, cardNumber: giftCardNumber, amount: requestedAmount, currency, transactionId: cartId };
}

function paymentOf({ attemptId, terminalId, requestedAmount, currency }: TenderAttempt): CardPayment {
  invariant(terminalId, 'a card payment has a terminal');
  return { attemptId, terminalId, amount: requestedAmount, currency };
}

function givingBackOf({ attemptId, reversesAttemptId, requestedAmount, currency }: TenderAttempt): CardGivingBack {
  invariant(reversesAttemptId, 'what is given back was paid');
  return { attemptId, ofAttemptId: reversesAttemptId, amount: amount(Math.abs(requestedAmount)), currency };
}
