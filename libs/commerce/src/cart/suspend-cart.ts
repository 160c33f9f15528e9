import { localTime, type Instant } from '@app/kernel';
import { changed, refused, unchanged, type CartOutcome } from '../outcome';
import type { ChannelRules, PricingBook } from '../pricing/pricing-book';
import { pricedAnew } from '../pricing/reprice';
import { activeTenders, type Cart } from './cart';

const HOUR_MS = 3_600_000;

/** Who puts a basket aside or takes it up again, where and when. */
export interface Handover {
  readonly registerId: string;
  readonly staffId: string | null;
  /** Business clock. */
  readonly at: Instant;
}

/** Puts a basket aside, so that any register of the store may go on with it. Nothing may have been paid: money stays in its shift. */
export function suspendCart(cart: Cart, { registerId, staffId, at }: Handover, { suspendedHours }: ChannelRules): CartOutcome {
  if (cart.status === 'suspended') return unchanged(cart);
  if (cart.status !== 'open') return refused('cart.not-open', { status: cart.status });
  if (cart.lines.length === 0) return refused('cart.empty');
  const [paid] = activeTenders(cart);
  if (paid) return refused('cart.paid-in-part', { tenderId: paid.tenderId });
  const expiresAt = suspendedHours === null ? null : at + suspendedHours * HOUR_MS;
  const suspended = { slipNumber: slipNumberOf(cart.id), registerId, staffId, at, expiresAt };
  return changed({ ...cart, status: 'suspended', suspended });
}

/** Where a basket goes on: its new register, drawer and shift. */
export type Resumed = Pick<Cart, 'registerId' | 'drawerId' | 'staffId' | 'shiftId' | 'businessDate'>;

/**
 * Takes a basket up again, at the prices, taxes and terms of now: what was quoted was quoted to somebody who left. A quotation holds
 * as it is.
 */
export function recallCart(cart: Cart, resumed: Resumed, at: Instant, book: PricingBook, rules: ChannelRules): CartOutcome {
  if (cart.status !== 'suspended' || !cart.suspended) return refused('cart.not-open', { status: cart.status });
  if (hasExpired(cart, at)) return refused('suspended.expired', { expiresAt: cart.suspended.expiresAt });
  if (cart.currency.code !== rules.currency.code) return refused('suspended.other-currency', { currency: cart.currency.code });
  const { suspended: _put, ...open } = cart;
  if (cart.quotation) return changed({ ...open, ...resumed, status: 'open' });
  const moved: Cart = { ...open, ...resumed, status: 'open', priceDate: localTime(at, rules.timeZone).date };
  return changed(pricedAnew(moved, book, rules, at));
}

export function hasExpired({ suspended }: Cart, at: Instant): boolean {
  return suspended?.expiresAt !== null && suspended !== undefined && suspended.expiresAt <= at;
}

const SLIP_DIGITS = 16;
const SLIP_NUMBER = new RegExp(`^S\\d{${SLIP_DIGITS}}$`);

export const isSlipNumber = (text: string): boolean => SLIP_NUMBER.test(text);

/**
 * The number on the slip and in its barcode: `S` and digits of the transaction id's random end, so that a scanner tells it from
 * goods and nobody has to keep a series for it.
 */
export function slipNumberOf(cartId: string): string {
  const random = BigInt(`0x${cartId.replaceAll('-', '').slice(-13)}`);
  return `S${String(random % 10n ** BigInt(SLIP_DIGITS)).padStart(SLIP_DIGITS, '0')}`;
}
