import type { TenderAttempt } from '@app/channel-db';
import { amount, invariant } from '@app/kernel';
import { declined, unclear, type MoneyAnswer } from './money-answer';
import type { AccountMovement, Accounts, CardGivingBack, CardPayment, CardTerminal } from './ports';

/** Moves the money of an attempt, and asks what became of it. */
export interface MoneyMover {
  move(attempt: TenderAttempt): Promise<MoneyAnswer>;
  whatBecameOf(attempt: TenderAttempt): Promise<MoneyAnswer>;
  /** Ends an unclear payment as unpaid, where that is certain whatever became of it. */
  abandon?(attempt: TenderAttempt): Promise<MoneyAnswer>;
}

export function moversOf(terminal: CardTerminal, accounts: Accounts): Record<TenderAttempt['function'], MoneyMover> {
  const account = accountMover(accounts);
  return {
    card: cardMover(terminal),
    'gift-card': account,
    'credit-memo': account,
    voucher: account,
    'customer-account': account,
    loyalty: account,
  };
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
function accountMover(accounts: Accounts): MoneyMover {
  const move = (attempt: TenderAttempt): Promise<MoneyAnswer> => {
    switch (attempt.kind) {
      case 'payment': return accounts.reserve(movementOf(attempt));
      case 'issue': return accounts.issue(movementOf(attempt));
      case 'refund': return isIssued(attempt) ? accounts.issue(movementOf(attempt)) : accounts.credit(movementOf(attempt));
      case 'reversal': return release(accounts, attempt);
    } // prettier-ignore
  };
  const abandon = async ({ attemptId }: TenderAttempt): Promise<MoneyAnswer> =>
    (await accounts.release(attemptId)) === 'captured' ? unclear('already-captured') : declined('released');
  return { move, whatBecameOf: move, abandon };
}

/** What goes back on a credit memo is a new one. */
const isIssued = (attempt: TenderAttempt): boolean => attempt.function === 'credit-memo';

async function release(accounts: Accounts, { reversesAttemptId, requestedAmount }: TenderAttempt): Promise<MoneyAnswer> {
  invariant(reversesAttemptId, 'what is given back was reserved');
  if ((await accounts.release(reversesAttemptId)) === 'captured') return declined('already-captured');
  return { kind: 'approved', amount: amount(Math.abs(requestedAmount)), authorization: null, cardLastDigits: null };
}

function movementOf({ attemptId, function: kind, accountNumber, requestedAmount, currency, cartId }: TenderAttempt): AccountMovement {
  invariant(kind !== 'card' && accountNumber, 'an account has a number');
  return { operationId: attemptId, kind, accountNumber, amount: amount(Math.abs(requestedAmount)), currency, transactionId: cartId };
}

function paymentOf({ attemptId, terminalId, requestedAmount, currency }: TenderAttempt): CardPayment {
  invariant(terminalId, 'a card payment has a terminal');
  return { attemptId, terminalId, amount: requestedAmount, currency };
}

function givingBackOf({ attemptId, reversesAttemptId, requestedAmount, currency }: TenderAttempt): CardGivingBack {
  invariant(reversesAttemptId, 'what is given back was paid');
  return { attemptId, ofAttemptId: reversesAttemptId, amount: amount(Math.abs(requestedAmount)), currency };
}
