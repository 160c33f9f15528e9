import type { Answer, CartView, Commerce } from './commerce';
import { Refused } from './commerce';

const STALE = 412;
const MOST_TRIES = 5;

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
    const opened = await commerce.ask<CartView>('POST', '/carts', { body: { transactionId, mode } });
    return new CartSession(commerce, opened);
  }

  static of(commerce: Commerce, seen: Answer<CartView>): CartSession {
    return new CartSession(commerce, seen);
  }

  get view(): CartView {
    return this.seen.content;
  }

  async change(method: 'POST' | 'PATCH', path: string, body: Readonly<Record<string, unknown>>, key?: string): Promise<CartView> {
    for (let tries = 1; ; tries++) {
      try {
        this.seen = await this.commerce.ask<CartView>(method, `/carts/${this.view.transactionId}${path}`, {
          body,
          etag: this.seen.etag ?? '',
          ...(key && { key }),
        });
        return this.view;
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== STALE || tries === MOST_TRIES) throw error;
        await this.refresh();
      }
    }
  }

  async refresh(): Promise<CartView> {
    this.seen = await this.commerce.ask<CartView>('GET', `/carts/${this.view.transactionId}`);
    return this.view;
  }

  /** For requests that answer something else than the cart. */
  get etag(): string {
    return this.seen.etag ?? '';
  }
}
