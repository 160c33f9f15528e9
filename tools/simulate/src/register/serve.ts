import type { CommerceSchemas } from '@app/client/commerce';
import { newId } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { readCapsule } from '../check/facts';
import type { SimulatorLedger } from '../ledger';
import type { PlannedLine, PlannedSale } from './basket';
import { CartSession } from './cart-session';
import { once, Refused, type CartView } from './commerce';
import { isNothing, payCard, payCash, type Till } from './payment';

export interface Served {
  readonly kind: PlannedSale['kind'];
  readonly lineCount: number;
  /** From asking for the checkout to its answer. */
  readonly checkoutMs: number;
}

/** What a shop does not sell today is put back on the shelf. */
const NOT_FOR_SALE = new Set(['product.unknown', 'product.blocked', 'product.no-price', 'barcode.unknown']);

/** One customer step by step: cart, lines, requirements, payment, checkout. */
export async function serveInSteps(till: Till, ledger: SimulatorLedger, registerId: string, plan: PlannedSale): Promise<Served> {
  const transactionId = ledger.ask(registerId);
  const cart = await CartSession.open(till.commerce, transactionId, plan.mode);
  for (const line of plan.lines) await scan(cart, line);
  return finish(till, ledger, registerId, cart, plan);
}

/** From a filled cart to its end: a sale, or nothing when the customer left or nothing could be sold. */
export async function finish(
  till: Till,
  ledger: SimulatorLedger,
  registerId: string,
  cart: CartSession,
  plan: Pick<PlannedSale, 'kind' | 'payment'>,
): Promise<Served> {
  const transactionId = cart.view.transactionId;
  await answerRequirements(cart);
  const lineCount = cart.view.totals.lineCount;
  if (plan.kind === 'void' || lineCount === 0) {
    await voidCart(till, ledger, registerId, cart);
    return { kind: 'void', lineCount, checkoutMs: 0 };
  }
  if (plan.payment === 'card' && till.cardTenderTypeId) await payCard(till, ledger, registerId, cart);
  else if (!isNothing(cart.view.totals.remaining)) await payCash(till, cart);
  const began = performance.now();
  const { cartId, seen } = cart.call;
  const params = { path: { cartId }, header: { ...seen, ...once(newId()) } };
  // Made once: the same key goes with the same body, however often it is asked.
  const body = { tenders: [], registerTime: Date.now() };
  const { content } = await till.commerce.ask((api) => api.POST('/api/v1/carts/{cartId}/checkout', { params, body }));
  const checkoutMs = performance.now() - began;
  acknowledge(ledger, registerId, transactionId, content.capsules);
  return { kind: plan.kind, lineCount, checkoutMs };
}

async function scan(cart: CartSession, { product, quantity, isVoided }: PlannedLine): Promise<void> {
  const lineId = newId();
  const what = product.barcode === null ? { productId: product.productId } : { barcode: product.barcode };
  try {
    const body = { lineId, ...what, ...(product.isWeighed ? { weight: quantity } : { quantity }) };
    await cart.change((api, { cartId, seen }) =>
      api.POST('/api/v1/carts/{cartId}/lines', { params: { path: { cartId }, header: seen }, body }),
    );
  } catch (error) {
    if (error instanceof Refused && NOT_FOR_SALE.has(error.code)) return;
    throw error;
  }
  if (!isVoided) return;
  await cart.change((api, { cartId, seen }) =>
    api.POST('/api/v1/carts/{cartId}/lines/{lineId}/void', { params: { path: { cartId, lineId }, header: seen }, body: {} }),
  );
}

async function answerRequirements(cart: CartSession): Promise<void> {
  for (let open = cart.view.requirements[0]; open; open = cart.view.requirements[0]) {
    const { kind, lineId } = open;
    const body = answerTo(kind, lineId ?? '');
    await cart.change((api, { cartId, seen }) =>
      api.POST('/api/v1/carts/{cartId}/answers', { params: { path: { cartId }, header: seen }, body }),
    );
  }
}

function answerTo(kind: CartView['requirements'][number]['kind'], lineId: string): CommerceSchemas['Answer'] {
  if (kind === 'weight') return { kind, lineId, weight: '0.500', isWeightKeyed: false };
  if (kind === 'price') return { kind, lineId, unitPrice: '1.00' };
  if (kind === 'age') return { kind, outcome: 'confirmed' };
  return { kind, lineId, reason: 'no reason given' };
}

async function voidCart(till: Till, ledger: SimulatorLedger, registerId: string, cart: CartSession): Promise<void> {
  const { cartId, seen } = cart.call;
  const params = { path: { cartId }, header: { ...seen, ...once(newId()) } };
  const { content } = await till.commerce.ask((api) =>
    api.POST('/api/v1/carts/{cartId}/void', { params, body: { reason: 'customer left' } }),
  );
  acknowledge(ledger, registerId, cart.view.transactionId, content.capsules);
}

/** From here on the sale may not be lost. Training sales are nobody's business but the register's. */
export function acknowledge(ledger: SimulatorLedger, registerId: string, transactionId: string, capsules: readonly Capsule[]): void {
  const own = capsules.find((capsule) => readCapsule(capsule).header.recordId === transactionId) ?? capsules[0];
  if (!own) throw new Error(`the end of ${transactionId} answered no capsule`);
  ledger.append({ what: 'acknowledged', registerId, transactionId, capsule: own });
}
