import { loadCart, requireRevision, sellingError, type CartBody, type CartRequest, type Seller } from '@app/carts';
import { findKey, type RequestKey } from '@app/channel-db';
import { activeTenders, type Cart } from '@app/commerce';
import type { Database } from '@app/database';
import type { Capsule } from '@app/protocol';
import type { Actor, AttemptView, TenderAttempts } from '@app/store-operations';

export interface GivenBack {
  /** The request, with the revision its cart has after money went back. */
  readonly request: CartRequest;
  readonly capsules: readonly Capsule[];
}

/** Money that left the box goes back before its tender or its cart is voided (D17). */
export class GiveBackService {
  constructor(
    private readonly store: Database,
    private readonly attempts: TenderAttempts,
    private readonly whenFailed: (error: unknown) => void,
  ) {}

  /** Waits for the reversals of the cart, or of one of its tenders. Where one is unclear, nothing is voided yet. */
  async first(request: CartRequest, key: RequestKey, tenderId: string | null): Promise<GivenBack> {
    const { seller, cartId, seen } = request;
    const { reader } = this.store;
    const isAnswered = (await findKey(reader, key)) !== undefined;
    const cart = isAnswered ? undefined : await loadCart(reader, seller, cartId);
    if (!cart || !hasMovedMoney(cart, tenderId)) return { request, capsules: [] };
    requireRevision(cart, seen);
    const reversals = await this.attempts.reverseAll(actorOf(seller), cartId, tenderId);
    refuseUnlessDone(reversals);
    const { revision } = await loadCart(reader, seller, cartId);
    return { request: { ...request, seen: revision }, capsules: reversals.flatMap(({ capsules }) => capsules) };
  }

  /** Cards that were to be sold and are not: headquarters is told, and nobody waits for it. */
  cards({ seller, cartId }: CartRequest, { lines, status }: CartBody, lineId: string | null): void {
    const withdrawn = lines.filter((line) => line.kind === 'gift-card' && (status === 'voided' || line.lineId === lineId));
    for (const line of withdrawn) {
      this.attempts.withdraw(actorOf(seller), { cartId, attemptId: line.lineId }).catch(this.whenFailed);
    }
  }
}

const actorOf = (seller: Seller): Actor => ({ ...seller, permissions: new Set(), registerTime: null });

function hasMovedMoney(cart: Cart, tenderId: string | null): boolean {
  const moved = activeTenders(cart).filter((tender) => tender.attemptId !== null);
  return cart.status === 'open' && moved.some((tender) => tenderId === null || tender.tenderId === tenderId);
}

function refuseUnlessDone(reversals: readonly AttemptView[]): void {
  const open = reversals.find(({ state }) => state !== 'approved');
  if (!open) return;
  const { attemptId, state, reason, reversesAttemptId } = open;
  if (state === 'declined')
    throw sellingError('tender.needs-reversal', 'the money was not given back', { attemptId: reversesAttemptId, reason });
  throw sellingError('cart.tender-unclear', 'it is unclear whether the money went back', { attemptId, retryable: true });
}
