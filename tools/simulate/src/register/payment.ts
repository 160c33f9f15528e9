import { formatScaled, newId, parseScaled } from '@app/kernel';
import type { SimulatorLedger } from '../ledger';
import type { Random } from '../random';
import type { CartSession } from './cart-session';
import { once, type Commerce } from './commerce';
import { settle } from './settle';

/** How a register takes money in its channel. */
export interface Till {
  readonly commerce: Commerce;
  readonly random: Random;
  readonly cashTenderTypeId: string;
  readonly cardTenderTypeId: string | undefined;
}

const NOTE_PART = 0.5;
const NOTE_MAJOR_UNITS = 10;

/** Pays or gives back what is left, in cash: to the coin, or with a note and change. */
export async function payCash(till: Till, cart: CartSession): Promise<void> {
  const tenderTypeId = till.cashTenderTypeId;
  const payable = cart.view.payable.find((one) => one.tenderTypeId === tenderTypeId)?.amount ?? cart.view.totals.remaining;
  const body = { tenderId: newId(), tenderTypeId, amount: handedOver(payable, till.random) };
  const key = once(newId());
  await cart.change((api, { cartId, seen }) =>
    api.POST('/api/v1/carts/{cartId}/tenders', { params: { path: { cartId }, header: { ...seen, ...key } }, body }),
  );
}

/** What a customer puts down: sometimes the exact sum, sometimes the next round ten. */
function handedOver(payable: string, random: Random): string {
  const digits = payable.split('.')[1]?.length ?? 0;
  const exact = parseScaled(payable, digits);
  const note = NOTE_MAJOR_UNITS * 10 ** digits;
  const given = exact > 0 && random.chance(NOTE_PART) ? Math.ceil(exact / note) * note : exact;
  return formatScaled(given, digits, digits);
}

/**
 * Pays by card through an attempt, and asks until it is clear what became of it. A card that pays nothing or only a part
 * leaves the rest to cash.
 */
export async function payCard(till: Till, ledger: SimulatorLedger, registerId: string, cart: CartSession): Promise<void> {
  const attemptId = newId();
  const { transactionId, totals } = cart.view;
  ledger.append({ what: 'attempt', registerId, transactionId, attemptId });
  const body = {
    attemptId,
    tenderTypeId: till.cardTenderTypeId ?? '',
    amount: totals.remaining,
    giftCardNumber: null,
    drivenBy: 'box',
  } as const;
  const { cartId, seen } = cart.call;
  const params = { path: { cartId }, header: { ...seen, ...once(newId()) } };
  await till.commerce.ask((api) => api.POST('/api/v1/carts/{cartId}/tender-attempts', { params, body }));
  await settle(till, transactionId, attemptId);
  const after = await cart.refresh();
  if (!isNothing(after.totals.remaining)) await payCash(till, cart);
}

export const isNothing = (money: string): boolean => /^-?0(\.0*)?$/.test(money);
