import { businessDate, localTime, type Instant, type LocalDate } from '@app/kernel';
import type { ChannelRules } from '../pricing/pricing-book';
import type { Cart, TradeMode } from './cart';

export interface NewCart {
  readonly id: string;
  readonly mode: TradeMode;
  readonly registerId: string;
  readonly drawerId: string | null;
  readonly staffId: string | null;
  /** The open shift it belongs to; null in training without one. */
  readonly shift: { readonly shiftId: string; readonly businessDate: LocalDate } | null;
  /** Business clock. */
  readonly at: Instant;
}

/** An empty open cart of a channel. Its tax rates are those of the local day it began; each line has the price of its minute. */
export function beginCart(given: NewCart, rules: ChannelRules): Cart {
  return {
    id: given.id,
    revision: 1,
    status: 'open',
    mode: given.mode,
    legalEntityId: rules.legalEntityId,
    channelId: rules.channelId,
    registerId: given.registerId,
    drawerId: given.drawerId,
    staffId: given.staffId,
    shiftId: given.shift?.shiftId ?? null,
    businessDate: given.shift?.businessDate ?? businessDate(given.at, rules.timeZone, rules.dayCutOffMinutes),
    currency: rules.currency,
    pricesIncludeTax: rules.pricesIncludeTax,
    taxGroupId: rules.taxGroupId,
    ...(rules.taxTerms && { taxTerms: rules.taxTerms }),
    ...(rules.discountControl && { discountControl: rules.discountControl }),
    beganAt: given.at,
    priceDate: localTime(given.at, rules.timeZone).date,
    catalogVersion: rules.catalogVersion,
    lines: [],
    tenders: [],
    answers: [],
  };
}
