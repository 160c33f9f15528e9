import type { SimulatorLedger } from '../ledger';
import { CartSession } from './cart-session';
import { found } from './commerce';
import type { Till } from './payment';
import { acknowledge, finish } from './serve';
import { settle } from './settle';

/**
 * A register that came back (or got no answer for too long) looks for what it had asked for: a sale that was made is
 * acknowledged now, an open cart is finished, and what never reached the box is forgotten.
 */
export async function recover(till: Till, ledger: SimulatorLedger, registerId: string): Promise<void> {
  for (const transactionId of ledger.unanswered(registerId)) {
    const path = { transactionId };
    const sold = await found(till.commerce.ask((api) => api.GET('/api/v1/transactions/{transactionId}', { params: { path } })));
    if (sold) acknowledge(ledger, registerId, transactionId, [sold.content.capsule]);
    else await finishCart(till, ledger, registerId, transactionId);
  }
}

async function finishCart(till: Till, ledger: SimulatorLedger, registerId: string, transactionId: string): Promise<void> {
  const path = { cartId: transactionId };
  const seen = await found(till.commerce.ask((api) => api.GET('/api/v1/carts/{cartId}', { params: { path } })));
  if (seen?.content.status !== 'open') {
    ledger.append({ what: 'refused', registerId, transactionId, code: seen ? `cart.${seen.content.status}` : 'cart.unknown' });
    return;
  }
  for (const attemptId of ledger.attempts(transactionId)) await settle(till, transactionId, attemptId);
  const cart = CartSession.of(till.commerce, seen);
  await cart.refresh();
  await finish(till, ledger, registerId, cart, { kind: 'sale', payment: 'cash' });
}
