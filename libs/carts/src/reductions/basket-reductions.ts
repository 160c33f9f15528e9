import type { CatalogConfiguration } from '@app/channel-db';
import type { Cart, ChannelRules } from '@app/commerce';
import { formatRate, formatUnitPrice, type UnitPrice } from '@app/kernel';
import type { DiscountInputsWire, SaleBodyWire } from '@app/protocol';
import { acceptedCart } from '../errors';
import type { Seller } from '../ports';
import { lineDiscount, saleDiscount, setPrice, type AskedSize, type Reduction } from './asked-reductions';

/** What a person takes off within a whole basket: of a line, or of the sale where none is named. */
interface BasketDiscount {
  readonly lineId?: string | undefined;
  readonly discount: AskedSize;
  readonly reason: string | null;
}

interface BasketPrice {
  readonly lineId: string;
  readonly unitPrice: UnitPrice;
  readonly reason: string | null;
}

export interface BasketReductions {
  readonly prices?: readonly BasketPrice[] | undefined;
  readonly discounts?: readonly BasketDiscount[] | undefined;
}

/** Prices first, then what is taken off lines, then off the sale, in whichever order they are asked for. What changed something is answered. */
export function withReductions(
  cart: Cart,
  { prices = [], discounts = [] }: BasketReductions,
  seller: Seller,
  { rules, configuration }: { readonly rules: ChannelRules; readonly configuration: CatalogConfiguration },
): { readonly cart: Cart; readonly given: readonly Reduction[] } {
  const placed = discounts.map((one, index) => ({ ...one, at: `/discounts/${index}` }));
  const asked = [
    ...prices.map((one, index) => ({ at: `/prices/${index}`, reduction: setPrice(seller, one.lineId, one) })),
    ...placed.flatMap(({ lineId, at, ...one }) => (lineId === undefined ? [] : [{ at, reduction: lineDiscount(seller, lineId, one, at) }])),
    ...placed.flatMap(({ lineId, at, ...one }) => (lineId === undefined ? [{ at, reduction: saleDiscount(seller, one, at) }] : [])),
  ];
  const given: Reduction[] = [];
  let reduced = cart;
  for (const { at, reduction } of asked) {
    const outcome = reduction.decide(reduced, rules, configuration);
    reduced = acceptedCart(outcome, at);
    if (outcome.kind === 'changed') given.push(reduction);
  }
  return { cart: reduced, given };
}

/** Whether a record holds what a basket asks for, and nothing beside it where `isWhole`. */
export function areReductionsSame({ prices = [], discounts = [] }: BasketReductions, body: SaleBodyWire, isWhole: boolean): boolean {
  const { manual = [], manualTotal = null } = body.inputs.discounts ?? {};
  const overridden = body.lines.filter(({ priceOverride, isVoided }) => priceOverride !== undefined && !isVoided);
  const areAll = prices.length === overridden.length && discounts.length === manual.length + (manualTotal ? 1 : 0);
  const hasPrice = ({ lineId, unitPrice }: BasketPrice) =>
    overridden.some((line) => line.lineId === lineId && line.unitPrice === formatUnitPrice(unitPrice));
  const hasDiscount = ({ lineId, discount, reason }: BasketDiscount) => {
    const kept = lineId === undefined ? manualTotal : manual.find((one) => one.lineId === lineId);
    return !!kept && isSameSize(discount, kept.reward) && kept.reason === reason;
  };
  return (!isWhole || areAll) && prices.every(hasPrice) && discounts.every(hasDiscount);
}

function isSameSize(asked: AskedSize, kept: NonNullable<DiscountInputsWire['manualTotal']>['reward']): boolean {
  if (asked.kind === 'percent') return kept.kind === 'percent' && kept.rate === formatRate(asked.rate);
  return kept.kind === 'amount' && Number(kept.amount) === Number(asked.amount);
}
