import { add, formatAmount, formatRate, type Amount } from '@app/kernel';
import { takesDiscounts } from '../discounts/cart-discounts';
import type { DiscountLimit, LineDiscount, ManualDiscount } from '../discounts/line-discount';
import { changed, refused, unchanged, type CartOutcome, type Refusal } from '../outcome';
import { calculateCart } from '../pricing/calculate-cart';
import type { ChannelRules } from '../pricing/pricing-book';
import { activeLines, type Cart } from './cart';
import { replaceLine } from './replace-line';
import { findOpenLine, whyLinesAreFixed } from './guards';

/** What somebody takes off, and the most they may. */
export type GivenDiscount = Omit<ManualDiscount, 'within'> & { readonly within: DiscountLimit };

type Asking = Pick<ChannelRules, 'asksWhy'>;

/** Takes something off a line, in place of what was taken off before; null takes it back. */
export function discountLine(cart: Cart, lineId: string, given: GivenDiscount | null, rules: Asking): CartOutcome {
  const found = findOpenLine(cart, lineId);
  if (found.kind === 'refused') return found;
  const { line } = found;
  if (isSame(line.manualDiscount, given)) return unchanged(cart);
  const next = replaceLine(cart, { ...line, manualDiscount: given ?? undefined });
  if (given === null) return changed(next);
  if (!takesDiscounts(line)) return refused('discount.not-allowed', { lineId });
  const free = replaceLine(cart, { ...line, manualDiscount: { ...given, within: undefined } });
  return whyWrong(given, rules) ?? whyAboveLimit(given, next, free, { kind: 'manual-line', lineId }) ?? changed(next);
}

/** The same off the whole sale: all goods that may be discounted bear it in proportion, also those still to come. */
export function discountTotal(cart: Cart, given: GivenDiscount | null, rules: Asking): CartOutcome {
  const fixed = whyLinesAreFixed(cart);
  if (fixed) return fixed;
  if (isSame(cart.manualDiscount, given)) return unchanged(cart);
  const next: Cart = { ...cart, manualDiscount: given ?? undefined };
  if (given === null) return changed(next);
  if (!activeLines(cart).some(takesDiscounts)) return refused('discount.not-allowed', {});
  const free: Cart = { ...cart, manualDiscount: { ...given, within: undefined } };
  return whyWrong(given, rules) ?? whyAboveLimit(given, next, free, { kind: 'manual-total' }) ?? changed(next);
}

function isSame(known: ManualDiscount | undefined, given: GivenDiscount | null): boolean {
  if (!known || !given) return !known && !given;
  return sizeOf(known) === sizeOf(given) && known.reward.kind === given.reward.kind && known.reason === given.reason;
}

const sizeOf = ({ reward }: Pick<ManualDiscount, 'reward'>): number => (reward.kind === 'percent' ? reward.rate : reward.amount);

function whyWrong(given: GivenDiscount, { asksWhy }: Asking): Refusal | undefined {
  const { kind } = given.reward;
  const isWhole = kind === 'percent' && given.reward.rate > 1_000_000;
  if (sizeOf(given) <= 0 || isWhole)
    return refused('discount.invalid', { field: kind === 'percent' ? '/discount/rate' : '/discount/amount' });
  return asksWhy && (given.reason ?? '') === '' ? refused('reason.needed', { field: '/reason' }) : undefined;
}

/** What is bounded: one kind of discount, on one line or on all. */
interface Bounded {
  readonly kind: LineDiscount['kind'];
  readonly lineId?: string;
}

/** Whether it would come to more if nothing bounded it. Goods still to be weighed cost nothing yet: for them the limit holds later. */
function whyAboveLimit({ reward, within }: GivenDiscount, bounded: Cart, free: Cart, what: Bounded): Refusal | undefined {
  const isLargerPart = reward.kind === 'percent' && reward.rate > within.part;
  const most = comesTo(bounded, what);
  if (!isLargerPart && most === comesTo(free, what)) return undefined;
  const maximumAmount = formatAmount(most, bounded.currency.minorDigits);
  return refused('discount.above-limit', { field: '/discount', maximumPart: formatRate(within.part), maximumAmount });
}

function comesTo(cart: Cart, { kind, lineId }: Bounded): Amount {
  const lines = calculateCart(cart).lines.filter(({ line }) => lineId === undefined || line.lineId === lineId);
  return add(...lines.flatMap(({ discounts }) => discounts.filter((discount) => discount.kind === kind).map(({ amount }) => amount)));
}
