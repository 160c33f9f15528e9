import { loadCart, requireRevision, sellingError, type CartRequest } from '@app/carts';
import { findKey, type RequestKey } from '@app/channel-db';
import { activeTenders, type Cart } from '@app/commerce';
import type { Database } from '@app/database';
import type { Capsule } from '@app/protocol';
import type { AttemptView, TenderAttempts } from '@app/store-operations';

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
  ) {}

  /** Waits for the reversals of the cart, or of one of its tenders. Where one is unclear, nothing is voided yet. */
  async first(request: CartRequest, key: RequestKey, tenderId: string | null): Promise<GivenBack> {
    const { seller, cartId, seen } = request;
    const { reader } = this.store;
    const isAnswered = (await findKey(reader, key)) !== undefined;
    const cart = isAnswered ? undefined : await loadCart(reader, seller, cartId);
    if (!cart || !hasMovedMoney(cart, tenderId)) return { request, capsules: [] };
    requireRevision(cart, seen);
    const actor = { ...seller, permissions: new Set<string>(), registerTime: null };
    const reversals = await this.attempts.reverseAll(actor, cartId, tenderId);
    refuseUnlessDone(reversals);
    const { revision } = await loadCart(reader, seller, cartId);
    return { request: { ...request, seen: revision }, capsules: reversals.flatMap(({ capsules }) => capsules) };
  }
}

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
