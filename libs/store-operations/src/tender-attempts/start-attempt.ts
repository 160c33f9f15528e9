import { insertAttempt, type TenderAttempt } from '@app/channel-db';
import { calculateCart, planTender, type Cart, type ChannelRules, type TenderType } from '@app/commerce';
import type { Tx } from '@app/database';
import type { Amount } from '@app/kernel';
import { refusalError, storeError } from '../errors';
import { amountIn } from '../money';
import type { Actor, Store } from '../store';
import type { Till } from '../till';
import { cartAt, type AttemptPlace } from './attempt-place';
import { originalOf } from './original-payment';
import { startedAttempt } from './started-attempt';

export interface NewAttempt {
  /** Made by the register; also the id of the tender it becomes. */
  readonly attemptId: string;
  readonly tenderTypeId: string;
  /** A decimal text; negative to give back what an earlier sale was paid with. */
  readonly amount: string;
  readonly giftCardNumber: string | null;
  /** A register that drives its own terminal reports the outcome. */
  readonly drivenBy: 'box' | 'register';
}

/** Commits that money is going to be asked for. What follows is found out outside of this unit. */
export async function startAttempt(
  tx: Tx,
  store: Store,
  till: Till,
  actor: Actor,
  place: AttemptPlace,
  wanted: NewAttempt,
): Promise<TenderAttempt> {
  const type = tenderTypeOf(till, wanted);
  const amount = amountIn(till.rules.currency.code, wanted.amount, '/amount');
  const cart = await cartAt(tx, store, till, actor, place);
  if (cart.tenders.some(({ tenderId }) => tenderId === wanted.attemptId)) throw idTaken();
  refuseUnplanned(cart, till.rules, type, amount);
  const attempt = startedAttempt(store, cart, {
    attemptId: wanted.attemptId,
    tenderTypeId: type.tenderTypeId,
    kind: amount < 0 ? 'refund' : 'payment',
    requestedAmount: amount,
    reversesAttemptId: amount < 0 ? await originalOf(tx, cart, type, amount) : null,
    ...(type.function === 'card' ? byCard(till, wanted) : { function: 'gift-card', giftCardNumber: wanted.giftCardNumber }),
  });
  await insertAttempt(tx, attempt);
  return attempt;
}

/** The attempt of an id that is known: the same request gets it, another one is refused. */
export function sameAttempt(known: TenderAttempt, actor: Actor, { cartId }: AttemptPlace, wanted: NewAttempt): TenderAttempt {
  const { channelId, tenderTypeId, requestedAmount, currency } = known;
  const isSame = known.cartId === cartId && channelId === actor.channelId && tenderTypeId === wanted.tenderTypeId;
  if (isSame && requestedAmount === amountIn(currency, wanted.amount, '/amount')) return known;
  throw idTaken();
}

const idTaken = () => storeError('tender-attempt.id-taken', 'the id was used for another payment', { field: '/attemptId' });

function tenderTypeOf({ rules }: Till, { tenderTypeId, giftCardNumber }: NewAttempt): TenderType {
  const type = rules.tenderTypes.get(tenderTypeId);
  if (!type || type.function === 'cash') {
    throw storeError('tender.unknown', 'no card or gift card is paid this way', { field: '/tenderTypeId' });
  }
  if (type.function === 'gift-card' && giftCardNumber === null) {
    throw storeError('gift-card.refused', 'a gift card has a number', { field: '/giftCardNumber' });
  }
  return type;
}

/** Before there are goods only the simplest can be said of a payment; the rest is checked with the sale. */
function refuseUnplanned(cart: Cart, rules: ChannelRules, type: TenderType, amount: Amount): void {
  if (cart.lines.length === 0 && amount > 0) return;
  const planned = planTender(calculateCart(cart), type, amount, rules);
  if (planned.kind === 'refused') throw refusalError(planned);
}

function byCard({ register }: Till, { drivenBy }: NewAttempt) {
  const { terminalId, registerId } = register;
  if (drivenBy === 'box' && terminalId === null) {
    throw storeError('tender-attempt.no-terminal', 'the register has no card terminal', { registerId });
  }
  return { function: 'card', terminalId, drivenBy } as const;
}
