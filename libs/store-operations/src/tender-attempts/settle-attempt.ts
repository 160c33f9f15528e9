import {
  changeAttempt,
  findAttempt,
  findCart,
  updateCart,
  type AttemptChange,
  type AttemptState,
  type TenderAttempt,
} from '@app/channel-db';
import { addApproved, addGiftCardLine, voidTender, type Cart, type CartOutcome } from '@app/commerce';
import type { Tx } from '@app/database';
import { amount, invariant, maskCardNumbers, type Instant } from '@app/kernel';
import type { MoneyAnswer } from './money-answer';

/** What a receipt calls a card that is sold. */
export const GIFT_CARD_LINE = 'Gift card';

/** Nobody knows yet whether money moved. */
const UNSETTLED: readonly AttemptState[] = ['started', 'unknown'];
export const isUnsettled = ({ state }: Pick<TenderAttempt, 'state'>): boolean => UNSETTLED.includes(state);
export const isApproved = ({ state }: Pick<TenderAttempt, 'state'>): boolean => state === 'approved' || state === 'part-approved';

/**
 * Records what became of an attempt, and what follows for its cart: a tender more, or one taken back. The first clear answer
 * stands; whatever comes later changes nothing.
 */
export async function settle(
  tx: Tx,
  attemptId: string,
  answer: MoneyAnswer,
  now: Instant,
  decidedBy: string | null = null,
): Promise<TenderAttempt> {
  const before = await attemptOf(tx, attemptId);
  if (before.state === 'unknown' && answer.kind === 'unclear') return before;
  const change = { ...changeFor(before, answer), decidedBy };
  const isFirst = await changeAttempt(tx, attemptId, UNSETTLED, change, now);
  const attempt = await attemptOf(tx, attemptId);
  if (isFirst && isApproved(attempt)) await follow(tx, attempt, now);
  return attempt;
}

/** What a terminal writes is kept, printed and sent: some write whole card numbers where none belongs. */
function changeFor({ kind }: TenderAttempt, answer: MoneyAnswer): AttemptChange {
  if (answer.kind === 'unclear') return { state: 'unknown', stateReason: maskCardNumbers(answer.reason) };
  if (answer.kind === 'declined') return { state: 'declined', stateReason: maskCardNumbers(answer.reason) };
  const { cardLastDigits } = answer;
  const authorization = answer.authorization === null ? null : maskCardNumbers(answer.authorization);
  const approvedAmount = kind === 'refund' ? amount(-answer.amount) : answer.amount;
  return { state: answer.kind, approvedAmount, authorization, cardLastDigits };
}

async function follow(tx: Tx, attempt: TenderAttempt, now: Instant): Promise<void> {
  switch (attempt.kind) {
    case 'payment':
    case 'refund': return addTender(tx, attempt, now);
    case 'reversal': return takeBack(tx, attempt, now);
    case 'issue': return addCard(tx, attempt, now);
  } // prettier-ignore
}

async function addTender(tx: Tx, attempt: TenderAttempt, now: Instant): Promise<void> {
  const { attemptId, tenderTypeId, approvedAmount, authorization, cardLastDigits } = attempt;
  invariant(approvedAmount !== null, 'an approved attempt says how much');
  const given = {
    tenderId: attemptId,
    tenderTypeId,
    amount: approvedAmount,
    attemptId,
    authorization,
    cardLastDigits,
    ...numbersOf(attempt),
  };
  await changeCart(tx, attempt.cartId, (cart) => addApproved(cart, given, { tenderTypeId, function: attempt.function }), now);
}

function numbersOf({ function: moves, accountNumber }: TenderAttempt) {
  if (moves === 'gift-card' || accountNumber === null) return { giftCardNumber: accountNumber };
  return { giftCardNumber: null, accountNumber };
}

/** The card waits at headquarters for the sale that names it; here it is a line to be paid. */
async function addCard(tx: Tx, { attemptId, cartId, accountNumber, requestedAmount }: TenderAttempt, now: Instant): Promise<void> {
  invariant(accountNumber, 'an issued card has a number');
  const line = { lineId: attemptId, cardNumber: accountNumber, load: requestedAmount, name: GIFT_CARD_LINE };
  await changeCart(tx, cartId, (cart) => addGiftCardLine(cart, line), now);
}

async function takeBack(tx: Tx, reversal: TenderAttempt, now: Instant): Promise<void> {
  const original = reversal.reversesAttemptId;
  invariant(original, 'a reversal takes something back');
  await changeAttempt(tx, original, ['approved', 'part-approved'], { state: 'reversed' }, now);
  await changeCart(tx, reversal.cartId, (cart) => voidTender(cart, original, { isReversed: true }), now);
}

async function changeCart(tx: Tx, cartId: string, change: (cart: Cart) => CartOutcome, now: Instant): Promise<void> {
  const cart = await findCart(tx, cartId);
  invariant(cart, 'a cart stays while its attempts are open');
  const outcome = change(cart);
  invariant(outcome.kind !== 'refused', 'a cart takes what its attempts moved');
  if (outcome.kind === 'changed') await updateCart(tx, { ...outcome.cart, revision: cart.revision + 1 }, cart.revision, now);
}

async function attemptOf(tx: Tx, attemptId: string): Promise<TenderAttempt> {
  const attempt = await findAttempt(tx, attemptId);
  invariant(attempt, 'an attempt is never removed');
  return attempt;
}
