import { localTime, type Instant } from '@app/kernel';
import { refused, type Refusal } from '../outcome';
import type { ChannelRules } from '../pricing/pricing-book';
import { isWithin } from '../recurring-period';
import { activeTenders, type Cart } from './cart';
import { comesBack, isHandedOver, type CartLine } from './cart-line';

type Rules = Pick<ChannelRules, 'saleRestrictions' | 'timeZone'>;

/** Restrictions that concern a product, whatever the time; undefined where there are none. */
export function restrictionsOf(
  { productId, categoryId }: { readonly productId: string; readonly categoryId: string | null },
  { saleRestrictions = [] }: Rules,
): string[] | undefined {
  const ids = saleRestrictions.flatMap(({ saleRestrictionId, concerns }) => {
    const isOurs = concerns.kind === 'product' ? concerns.productId === productId : concerns.categoryIds.has(categoryId ?? '');
    return isOurs ? [saleRestrictionId] : [];
  });
  return ids.length === 0 ? undefined : ids;
}

/**
 * Whether a line may not be sold at this moment. What a wall clock in the store shows counts, so that in the hour that comes twice
 * a restriction holds twice, and none is leapt over.
 */
export function whyLineNotNow({ lineId, productId, restrictedBy }: CartLine, rules: Rules, at: Instant): Refusal | undefined {
  if (restrictedBy === undefined) return undefined;
  const { date, text } = localTime(at, rules.timeZone);
  const minute = `${date}T${text.slice(11, 16)}`;
  for (const { saleRestrictionId, name, periods } of rules.saleRestrictions ?? []) {
    const period = restrictedBy.includes(saleRestrictionId) ? periods.find((one) => isWithin(one, minute)) : undefined;
    if (period) return refused('line.not-at-this-hour', { lineId, productId, saleRestrictionId, name, until: period.to });
  }
  return undefined;
}

/**
 * The same of a whole cart, before its first payment or, where nothing is to pay, its end. A payment that began in time may be finished.
 * What comes back or is handed over later is not sold now.
 */
export function whyNotNow(cart: Cart, rules: Rules, at: Instant): Refusal | undefined {
  if (activeTenders(cart).length > 0) return undefined;
  for (const line of cart.lines.filter((one) => isHandedOver(one) && !comesBack(one))) {
    const why = whyLineNotNow(line, rules, at);
    if (why) return why;
  }
  return undefined;
}
