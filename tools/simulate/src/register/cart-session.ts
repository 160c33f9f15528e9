import type { CommerceClient } from '@app/client/commerce';
import { Refused, type Answer, type Call, type CartView, type Commerce } from './commerce';

const STALE = 412;
const MOST_TRIES = 5;

/** What a change of a cart is called with: the cart's id in the path, and the ETag it was decided on. */
export interface CartCall {
  readonly cartId: string;
  readonly seen: { readonly 'If-Match': string };
}

/**
 * One cart, and the ETag that a change must name. A change whose answer was lost finds its cart one revision on:
 * then the register looks at the cart and asks again, and client-made ids keep anything from happening twice.
 */
export class CartSession {
  private constructor(
    private readonly commerce: Commerce,
    private seen: Answer<CartView>,
  ) {}

  static async open(commerce: Commerce, transactionId: string, mode: 'live' | 'training'): Promise<CartSession> {
    const opened = await commerce.ask((api) => api.POST('/api/v1/carts', { body: { transactionId, mode } }));
    return new CartSession(commerce, opened);
  }

  static of(commerce: Commerce, seen: Answer<CartView>): CartSession {
    return new CartSession(commerce, seen);
  }

  get view(): CartView {
    return this.seen.content;
  }

  async change(call: (api: CommerceClient, cart: CartCall) => ReturnType<Call<CartView>>): Promise<CartView> {
    for (let tries = 1; ; tries++) {
      try {
        this.seen = await this.commerce.ask((api) => call(api, this.call));
        return this.view;
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== STALE || tries === MOST_TRIES) throw error;
        await this.refresh();
      }
    }
  }

  async refresh(): Promise<CartView> {
    const path = { cartId: this.view.transactionId };
    this.seen = await this.commerce.ask((api) => api.GET('/api/v1/carts/{cartId}', { params: { path } }));
    return this.view;
  }

  /** For requests that answer something else than the cart. */
  get call(): CartCall {
    return { cartId: this.view.transactionId, seen: { 'If-Match': this.seen.etag ?? '' } };
  }
}
