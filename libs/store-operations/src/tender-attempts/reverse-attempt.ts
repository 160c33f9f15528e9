import { attemptsOf, findAttempt, findCart, insertAttempt, type TenderAttempt } from '@app/channel-db';
import type { Tx } from '@app/database';
import { appendAudit } from '../audit';
import { storeError } from '../errors';
import { moneyText } from '../money';
import type { Actor, Store } from '../store';
import type { Till } from '../till';
import type { AttemptStep } from './attempt-work';
import { isApproved, isUnsettled } from './settle-attempt';

/**
 * Commits that a payment is going to be given back, as an attempt of its own. One that is under way is not begun a second time.
 */
export async function startReversal(
  tx: Tx,
  store: Store,
  till: Till,
  actor: Actor,
  original: TenderAttempt,
  reversalId: string,
): Promise<AttemptStep> {
  const siblings = await attemptsOf(tx, original.cartId);
  const earlier = siblings.find(({ reversesAttemptId, kind, state }) =>
    kind === 'reversal' && reversesAttemptId === original.attemptId && state !== 'declined'); // prettier-ignore
  if (earlier) return { attempt: earlier, capsules: [], isNew: false };
  if (await findAttempt(tx, reversalId)) throw storeError('tender-attempt.id-taken', 'the id is in use', { field: '/reversalId' });
  refuseIrreversible(original, siblings);
  const cart = await findCart(tx, original.cartId);
  if (cart?.status !== 'open') throw storeError('cart.not-open', 'the cart is finished', { status: cart?.status ?? 'removed' });
  const attempt = reversalOf(original, reversalId, actor, store);
  await insertAttempt(tx, attempt);
  return { attempt, isNew: true, capsules: cart.mode === 'training' ? [] : [await audit(tx, store, till, actor, attempt)] };
}

function refuseIrreversible(original: TenderAttempt, siblings: readonly TenderAttempt[]): void {
  const { attemptId, kind, state } = original;
  if (!isReversible(original)) throw storeError('tender-attempt.not-reversible', 'only a payment can be taken back', { attemptId, kind });
  if (isUnsettled(original)) throw storeError('tender-attempt.unclear', 'it is unclear how the payment ended', { attemptId });
  if (!isApproved(original)) throw storeError('tender-attempt.not-approved', 'nothing was paid', { attemptId, state });
  const open = siblings.find(isUnsettled);
  if (open) throw storeError('tender-attempt.unclear', 'it is unclear how another payment ended', { attemptId: open.attemptId });
}

/** A payment; and what goes back to an account, where it counts for nothing before its sale. */
export function isReversible({ kind, function: moves }: TenderAttempt): boolean {
  return kind === 'payment' || (kind === 'refund' && moves !== 'card');
}

function reversalOf(original: TenderAttempt, reversalId: string, actor: Actor, store: Store): TenderAttempt {
  return {
    ...original,
    attemptId: reversalId,
    registerId: actor.registerId,
    kind: 'reversal',
    reversesAttemptId: original.attemptId,
    state: 'started',
    requestedAmount: original.approvedAmount ?? original.requestedAmount,
    approvedAmount: null,
    authorization: null,
    stateReason: null,
    decidedBy: null,
    startedAt: store.clock.now(),
    settledAt: null,
  };
}

function audit(tx: Tx, store: Store, till: Till, actor: Actor, { attemptId, reversesAttemptId, currency, requestedAmount }: TenderAttempt) {
  const details = { reversalId: attemptId, amount: moneyText(currency, requestedAmount), currency };
  return appendAudit(tx, store, till, actor, { event: 'payment-reversed', subjectId: reversesAttemptId, details, shift: null });
}
