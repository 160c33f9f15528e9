import type { RequestKey } from '@app/channel-db';
import type { Cart, CartOutcome, ChannelRules, StoreOperation } from '@app/commerce';
import type { Tx } from '@app/database';
import type { Capsule } from '@app/protocol';
import { auditCart } from './audit';
import { acceptedCart } from './errors';
import { answerOfKey, doOnce } from './keyed-request';
import type { Seller, SellingPorts } from './ports';
import { keepCart, loadCart, requireRevision } from './stored-cart';
import type { CartBody } from './view/cart-schema';
import { cartView } from './view/cart-view';

/** A change of a cart: which, as last seen, by whom. */
export interface CartRequest {
  readonly seller: Seller;
  readonly cartId: string;
  /** Revision the caller has seen. */
  readonly seen: number;
}

/** What must happen once. */
export interface OnceRequest {
  readonly request: CartRequest;
  readonly key: RequestKey;
  readonly operation: StoreOperation;
}

/** What was decided on the cart as it was read, and by which rules. */
export interface Decided {
  readonly outcome: CartOutcome;
  readonly rules: ChannelRules;
}

export type AlsoInUnit = (tx: Tx, cart: Cart, rules: ChannelRules) => Promise<Capsule[]>;

/** Changes a cart once per key: a known key is answered before anything else, then the change is decided and stored in one unit. */
export async function changeOnce(
  ports: SellingPorts,
  { request, key, operation }: OnceRequest,
  decide: (cart: Cart) => Promise<Decided>,
  also?: AlsoInUnit,
): Promise<CartBody> {
  const answered = await answerOfKey<CartBody>(ports, key);
  if (answered) return answered;
  const { seller, cartId, seen } = request;
  const cart = await loadCart(ports.database.reader, seller, cartId);
  const { outcome, rules } = await decide(cart);
  if (outcome.kind === 'unchanged') return cartView(cart, rules);
  requireRevision(cart, seen);
  const changed = acceptedCart(outcome);
  return ports.database.unitOfWork.run((tx) =>
    doOnce(tx, ports, key, async () => {
      const kept = await keepCart(tx, cart, changed, ports.clock.now());
      const records = also ? await also(tx, kept, rules) : [];
      return cartView(kept, rules, [...records, ...(await auditCart(tx, ports, operation, seller, kept, rules))]);
    }),
  );
}
