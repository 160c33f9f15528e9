import { calculateCart, type Cart, type ChannelRules } from '@app/commerce';
import { formatAmount, subtract, type Amount } from '@app/kernel';
import type { Capsule } from '@app/protocol';
import { cartView } from './cart-view';
import type { RecalledCart, SuspendedCart } from './suspended-schema';

const moneyOf =
  ({ currency }: Cart) =>
  (value: Amount): string =>
    formatAmount(value, currency.minorDigits);

/** Undefined for a basket that does not wait. */
export function suspendedView(cart: Cart, isExpired: boolean): SuspendedCart | undefined {
  const { id, mode, registerId, currency, suspended, quotation } = cart;
  const { gross, lineCount } = calculateCart(cart).totals;
  const transaction = { transactionId: id, mode, registerId, currency: currency.code };
  return (
    suspended && { ...transaction, gross: moneyOf(cart)(gross), lineCount, suspended, quotedTo: quotation?.customerName ?? null, isExpired }
  );
}

/** Shows what the customer has to be told: how the total and which lines have changed since the basket was put aside. */
export function recalledView(before: Cart, after: Cart, rules: ChannelRules, capsules: readonly Capsule[]): RecalledCart {
  const money = moneyOf(after);
  const [was, is] = [calculateCart(before), calculateCart(after)];
  const changes = is.lines.flatMap(({ line, amount }, index) => {
    const old = was.lines[index]?.amount ?? amount;
    return old === amount ? [] : [{ lineId: line.lineId, before: money(old), now: money(amount) }];
  });
  const difference = money(subtract(is.totals.gross, was.totals.gross));
  return { cart: cartView(after, rules, capsules), grossBefore: money(was.totals.gross), difference, changes };
}
