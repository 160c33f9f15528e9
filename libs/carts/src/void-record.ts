import { calculateCart, type Cart, type ChannelRules } from '@app/commerce';
import type { Tx } from '@app/database';
import { formatAmount } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { originOf } from './audit';
import type { Seller, SellingPorts } from './ports';

/** A cart that ended without a sale is recorded and counted, unless nothing was ever in it or it was training. */
export async function appendVoid(
  tx: Tx,
  ports: SellingPorts,
  cart: Cart,
  seller: Seller,
  rules: ChannelRules,
  reason: string | null,
): Promise<Capsule[]> {
  if (cart.mode === 'training' || cart.lines.length === 0) return [];
  const { totals } = calculateCart(cart);
  const { capsule } = await ports.journal.appendRecord(tx, {
    ...originOf(cart, seller, rules, ports),
    type: 'void',
    recordId: cart.id,
    body: {
      mode: cart.mode,
      currency: cart.currency.code,
      gross: formatAmount(totals.gross, cart.currency.minorDigits),
      lineCount: totals.lineCount,
      reason,
    },
  });
  return [capsule];
}
