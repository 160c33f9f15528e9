import { ZERO, type Amount } from '@app/kernel';
import { activeTenders, type Cart } from '../cart/cart';
import type { CartTender } from '../cart/cart-tender';
import { changed, refused, unchanged, type CartOutcome } from '../outcome';
import { calculateCart } from '../pricing/calculate-cart';
import type { ChannelRules, TenderType } from '../pricing/pricing-book';
import { worthOf } from './foreign-money';
import { planTender } from './plan-tender';

export interface CashGiven {
  readonly tenderId: string;
  readonly tenderTypeId: string;
  /** Positive from the customer, negative to the customer; in the tender type's own currency. */
  readonly amount: Amount;
  /** The customer is let off what is still missing, as far as the tender type allows it. */
  readonly settles?: boolean | undefined;
}

/** Takes (or gives) cash. The same tender id again is the same payment. */
export function addCash(cart: Cart, given: CashGiven, rules: ChannelRules): CartOutcome {
  const known = cart.tenders.find((tender) => tender.tenderId === given.tenderId);
  if (known) return isSameTender(known, given) ? unchanged(cart) : refused('tender.id-taken', { tenderId: given.tenderId });
  const type = rules.tenderTypes.get(given.tenderTypeId);
  if (!type) return refused('tender.unknown', { field: '/tenderTypeId' });
  if (type.function !== 'cash') return refused('tender.needs-attempt', { field: '/tenderTypeId' });
  const taken = type.currency ? worthOf(given.amount, type.currency, cart.priceDate, rules) : { worth: given.amount };
  if (!taken) return refused('tender.no-rate', { field: '/tenderTypeId', currency: type.currency?.code ?? '' });
  const planned = planTender(calculateCart(cart), type, taken.worth, rules, given.settles);
  if (planned.kind === 'refused') return planned;
  const foreign = 'foreign' in taken ? { foreign: taken.foreign } : {};
  return changed(withTender(cart, { ...EMPTY, ...identityOf(given, type), ...planned.plan, tendered: taken.worth, ...foreign }));
}

/** What a terminal or gift card service said it moved. */
export interface ApprovedTender extends CashGiven {
  readonly attemptId: string;
  readonly authorization: string | null;
  readonly cardLastDigits: string | null;
  readonly giftCardNumber: string | null;
  /** Of another account than a gift card. */
  readonly accountNumber?: string | undefined;
}

/**
 * Records money that has already moved. It is never refused, whatever became of the cart meanwhile:
 * `planTender` is asked before the attempt, this states its outcome.
 */
export function addApproved(cart: Cart, given: ApprovedTender, type: Pick<TenderType, 'tenderTypeId' | 'function'>): CartOutcome {
  if (cart.tenders.some((tender) => tender.tenderId === given.tenderId)) return unchanged(cart);
  const { attemptId, authorization, cardLastDigits, giftCardNumber, accountNumber } = given;
  const kind = given.amount < 0 ? 'refund' : 'payment';
  const moved = {
    kind,
    attemptId,
    authorization,
    cardLastDigits,
    giftCardNumber,
    ...(accountNumber !== undefined && { accountNumber }),
  } as const;
  return changed(withTender(cart, { ...EMPTY, ...identityOf(given, type), ...moved }));
}

/** Takes a payment back. What a terminal moved must have been reversed first, by an attempt of its own. */
export function voidTender(cart: Cart, tenderId: string, { isReversed }: { isReversed: boolean }): CartOutcome {
  if (cart.status !== 'open') return refused('cart.not-open', { status: cart.status });
  const tender = cart.tenders.find((one) => one.tenderId === tenderId);
  if (!tender) return refused('tender.unknown', { tenderId });
  if (tender.isVoided) return unchanged(cart);
  if (tender.attemptId !== null && !isReversed) return refused('tender.needs-reversal', { tenderId, attemptId: tender.attemptId });
  return changed({ ...cart, tenders: cart.tenders.map((one) => (one === tender ? { ...one, isVoided: true } : one)) });
}

/** Ends a cart without a sale. Cash goes back with it; money moved elsewhere must have been reversed. */
export function voidCart(cart: Cart): CartOutcome {
  if (cart.status !== 'open') return refused('cart.not-open', { status: cart.status });
  const moved = activeTenders(cart).find((tender) => tender.attemptId !== null);
  if (moved) return refused('tender.needs-reversal', { tenderId: moved.tenderId, attemptId: moved.attemptId });
  return changed({ ...cart, status: 'voided', tenders: cart.tenders.map((tender) => ({ ...tender, isVoided: true })) });
}

const EMPTY = {
  change: ZERO, changeTenderTypeId: null, rounding: ZERO, isVoided: false,
  attemptId: null, authorization: null, cardLastDigits: null, giftCardNumber: null,
} as const; // prettier-ignore

function isSameTender(known: CartTender, given: CashGiven): boolean {
  const tendered = known.foreign?.amount ?? known.tendered;
  return known.tenderTypeId === given.tenderTypeId && tendered === given.amount && known.attemptId === null;
}

function identityOf(
  given: CashGiven,
  type: Pick<TenderType, 'tenderTypeId' | 'function'>,
): Pick<CartTender, 'tenderId' | 'tenderTypeId' | 'function' | 'tendered'> {
  return { tenderId: given.tenderId, tenderTypeId: type.tenderTypeId, function: type.function, tendered: given.amount };
}

const withTender = (cart: Cart, tender: CartTender): Cart => ({ ...cart, tenders: [...cart.tenders, tender] });
