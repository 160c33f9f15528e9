import { calculateCart, type Cart, type ChannelRules } from '@app/commerce';
import type { Tx } from '@app/database';
import { formatAmount, invariant, type Amount } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { originOf } from './audit';
import type { Seller, SellingPorts } from './ports';
import { lineBody } from './line-body';

/** Headquarters learns what was quoted, and until when it holds. */
export async function appendQuotation(tx: Tx, ports: SellingPorts, cart: Cart, seller: Seller, rules: ChannelRules): Promise<Capsule[]> {
  const { quotation, suspended, currency } = cart;
  invariant(quotation && suspended, 'a quotation waits');
  const { lines, totals } = calculateCart(cart);
  const money = (value: Amount): string => formatAmount(value, currency.minorDigits);
  const { capsule } = await ports.journal.appendRecord(tx, {
    ...originOf(cart, seller, rules, ports),
    type: 'quotation',
    body: {
      transactionId: cart.id,
      slipNumber: suspended.slipNumber,
      ...quotation,
      currency: currency.code,
      lines: lines.map((line) => lineBody(line, money, cart)),
      totals: { net: money(totals.net), tax: money(totals.tax), gross: money(totals.gross) },
    },
  });
  return [capsule];
}
