import { ZERO, type Amount, type Rate } from '@app/kernel';
import { lineOf, type Cart } from '../cart/cart';
import { comesBack, type CartLine, type DeliveryMode } from '../cart/cart-line';
import { replaceLine } from '../cart/replace-line';
import { whyLinesAreFixed } from '../cart/guards';
import { changed, refused, unchanged, type CartOutcome, type Refusal } from '../outcome';
import type { ChannelRules } from '../pricing/pricing-book';
import type { OrderRules } from './customer-order';
import { chargeLine, depositLine } from './order-lines';

/** Which lines of a cart are handed over later, and on what terms. */
export interface WantedOrder {
  readonly customerName: string;
  readonly address: string | null;
  readonly deliveries: readonly { readonly lineId: string; readonly mode: DeliveryMode }[];
  /** Null for the channel's. */
  readonly depositRate: Rate | null;
  /** Made by the client. */
  readonly depositLineId: string;
  readonly delivery: { readonly lineId: string; readonly charge: Amount } | null;
}

/**
 * Makes lines of a cart an order: they wait to be picked up or shipped, and a deposit is paid of them; the other lines are carried
 * out and paid in full (field notes 5.8). Asked for again it is arranged anew.
 */
export function placeOrder(cart: Cart, wanted: WantedOrder, rules: ChannelRules): CartOutcome {
  const terms = rules.orders;
  const why = whyNoOrder(cart, terms) ?? whyNotOrderable(cart, wanted, terms);
  if (why || !terms) return why ?? refused('order.not-taken');
  const { customerName, address, depositRate } = wanted;
  const order = { customerName, address, depositRate: depositRate ?? terms.depositRate };
  let next: Cart = withoutOrder(cart, [wanted.depositLineId, wanted.delivery?.lineId]);
  for (const { lineId, mode } of wanted.deliveries) {
    const line = lineOf(next, lineId);
    if (line) next = replaceLine(next, { ...line, delivery: mode });
  }
  next = { ...keepLine(next, depositLine(next, wanted.depositLineId, ZERO, 1)), order };
  if (wanted.delivery && terms.deliveryCharge) {
    const { lineId, charge } = wanted.delivery;
    next = keepLine(next, { ...chargeLine(next, lineId, charge, terms.deliveryCharge, rules), delivery: 'ship' });
  }
  return JSON.stringify(next) === JSON.stringify(cart) ? unchanged(cart) : changed(next);
}

/** All is carried out after all. */
export function withdrawOrder(cart: Cart): CartOutcome {
  const fixed = whyLinesAreFixed(cart);
  if (fixed) return fixed;
  return cart.order ? changed(withoutOrder(cart, [])) : unchanged(cart);
}

function whyNoOrder(cart: Cart, terms: OrderRules | undefined): Refusal | undefined {
  const fixed = whyLinesAreFixed(cart);
  if (fixed) return fixed;
  if (!terms || cart.mode === 'training') return refused('order.not-taken');
  return cart.fulfils ? refused('order.in-hand-over') : undefined;
}

function whyNotOrderable(cart: Cart, wanted: WantedOrder, terms: OrderRules | undefined): Refusal | undefined {
  const { deliveries, address, delivery, depositRate, depositLineId } = wanted;
  if (deliveries.length === 0) return refused('order.empty', { field: '/deliveries' });
  const wrong = deliveries.findIndex(({ lineId }) => !isOrderable(lineOf(cart, lineId)));
  if (wrong >= 0) return refused('order.line-not-orderable', { field: `/deliveries/${wrong}/lineId` });
  const ships = deliveries.some(({ mode }) => mode === 'ship');
  if (ships && address === null) return refused('order.address-required', { field: '/address' });
  if (delivery && (!ships || !terms?.deliveryCharge || delivery.charge <= 0)) return refused('order.no-charge', { field: '/delivery' });
  if (depositRate !== null && (depositRate < 0 || depositRate > WHOLE)) return refused('order.deposit-invalid', { field: '/depositRate' });
  const taken = [depositLineId, delivery?.lineId].find((id) => id !== undefined && isTaken(lineOf(cart, id)));
  return taken === undefined ? undefined : refused('line.id-taken', { lineId: taken });
}

const WHOLE = 1_000_000;

const isOrderable = (line: CartLine | undefined): boolean =>
  line !== undefined && line.kind === 'product' && !line.isVoided && !comesBack(line) && line.orderOf === undefined;

const isTaken = (line: CartLine | undefined): boolean => line !== undefined && !isOfOrder(line);

const isOfOrder = ({ kind }: CartLine): boolean => kind === 'order-deposit' || kind === 'charge';

/** Lines stay and are voided, so that numbers are never reused; those that are wanted again are put in their place. */
function withoutOrder({ order: _order, ...cart }: Cart, kept: readonly (string | undefined)[]): Cart {
  const lines = cart.lines.map(({ delivery: _delivery, ...line }): CartLine =>
    isOfOrder(line) && !kept.includes(line.lineId) ? { ...line, isVoided: true } : line,
  );
  return { ...cart, lines };
}

function keepLine(cart: Cart, line: CartLine): Cart {
  const known = lineOf(cart, line.lineId);
  if (known) return replaceLine(cart, { ...line, lineNumber: known.lineNumber });
  return { ...cart, lines: [...cart.lines, line] };
}
