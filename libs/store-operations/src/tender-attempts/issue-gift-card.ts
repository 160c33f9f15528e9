import { insertAttempt, type TenderAttempt } from '@app/channel-db';
import { addGiftCardLine } from '@app/commerce';
import type { Tx } from '@app/database';
import { refusalError, storeError } from '../errors';
import { amountIn } from '../money';
import type { Actor, Store } from '../store';
import type { Till } from '../till';
import { cartAt, type AttemptPlace } from './attempt-place';
import { GIFT_CARD_LINE } from './settle-attempt';
import { startedAttempt } from './started-attempt';

export interface NewGiftCard {
  /** Made by the register: the line it becomes, and the attempt that issues it. */
  readonly lineId: string;
  readonly cardNumber: string;
  /** What is loaded, as a decimal text. */
  readonly amount: string;
}

/** An issued card is paid with whatever pays for the sale; this only names the attempt's column. */
const ISSUED = 'gift-card';

/** Commits that headquarters is going to be asked for a card. It becomes a line of the cart when headquarters agrees. */
export async function startIssue(
  tx: Tx,
  store: Store,
  till: Till,
  actor: Actor,
  place: AttemptPlace,
  wanted: NewGiftCard,
): Promise<TenderAttempt> {
  const { lineId, cardNumber } = wanted;
  const load = amountIn(till.rules.currency.code, wanted.amount, '/amount');
  if (load <= 0) throw storeError('amount.malformed', 'an amount above zero is needed', { field: '/amount' });
  const cart = await cartAt(tx, store, till, actor, place);
  const line = addGiftCardLine(cart, { lineId, cardNumber, load, name: GIFT_CARD_LINE }, till.rules);
  if (line.kind === 'refused') throw refusalError(line);
  const identity = { attemptId: lineId, tenderTypeId: ISSUED, accountNumber: cardNumber };
  const attempt = startedAttempt(store, cart, { ...identity, function: 'gift-card', kind: 'issue', requestedAmount: load });
  await insertAttempt(tx, attempt);
  return attempt;
}

/** The card of a line that is known: the same request gets it, another one is refused. */
export function sameIssue(known: TenderAttempt, actor: Actor, { cartId }: AttemptPlace, wanted: NewGiftCard): TenderAttempt {
  const { kind, channelId, currency, requestedAmount, accountNumber } = known;
  const isSame = kind === 'issue' && known.cartId === cartId && channelId === actor.channelId && accountNumber === wanted.cardNumber;
  if (isSame && requestedAmount === amountIn(currency, wanted.amount, '/amount')) return known;
  throw storeError('line.id-taken', 'the line id was used for something else', { field: '/lineId' });
}
