import { parseAmount, parseQuantity, parseRate, parseUnitPrice, extend, type Amount } from '@app/kernel';
import type { Concurrency, ConcurrencyControl, Deal, Offer, OfferLine, Reward } from '../../src';
import type { DiscountBasket } from '../../src/discounts/allocate-discounts';
import type { Goods } from '../../src/discounts/goods';
import { FOREVER } from '../builders';

/** A golden vector as a merchandiser writes it: money and quantities in decimal texts, percentages as they are spoken. */
export interface DiscountVector {
  readonly title: string;
  /** Where the rule comes from. */
  readonly source: string;
  /** The one model it is about; both, when absent. */
  readonly control?: string;
  readonly paidWith?: string;
  readonly basket: Readonly<Record<string, WrittenGoods>>;
  readonly offers: Readonly<Record<string, WrittenOffer>>;
  /** By line; lines without a discount are left out. */
  readonly discounts: Readonly<Record<string, string>>;
  readonly total: string;
  /** What it comes to where the winners of all priorities add up, when that is something else. */
  readonly across?: Pick<DiscountVector, 'discounts' | 'total'>;
}

/** The vector in each control model it says something for. */
export function inItsModels(vector: DiscountVector): DiscountVector[] {
  if (vector.control) return [vector];
  return [
    { ...vector, control: 'compound-within' },
    { ...vector, ...vector.across, control: 'compound-across' },
  ];
}

interface WrittenGoods {
  readonly product: string;
  readonly quantity?: string;
  readonly unit?: string;
  readonly price: string;
  /** The total printed on its label. */
  readonly label?: string;
  readonly discountable?: boolean;
}

interface WrittenReward {
  readonly percent?: string;
  readonly off?: string;
  readonly price?: string;
}

interface WrittenLine extends WrittenReward {
  readonly products?: readonly string[];
  readonly not?: readonly string[];
  readonly unit?: string;
  readonly group?: string;
}

interface WrittenOffer extends WrittenReward {
  readonly kind: string;
  readonly concurrency?: string;
  readonly priority?: number;
  /** Absent for all goods. */
  readonly lines?: readonly WrittenLine[];
  readonly tiers?: readonly (WrittenReward & { readonly from: string })[];
  readonly groups?: Readonly<Record<string, string>>;
  readonly deal?: WrittenReward & { readonly cheapest?: number; readonly favours?: string; readonly eachLine?: boolean };
  readonly times?: number;
  readonly countsNonDiscountable?: boolean;
  readonly tenders?: readonly string[];
}

const DIGITS = 2;
const money = (text: string): Amount => parseAmount(text, DIGITS);

export function basketOf({ basket, offers, control, paidWith }: DiscountVector): DiscountBasket {
  return {
    goods: Object.entries(basket).map(([lineId, goods]) => goodsOf(lineId, goods)),
    offers: Object.entries(offers).map(([offerId, offer]) => offerOf(offerId, offer)),
    control: (control ?? 'compound-within') as ConcurrencyControl,
    minorDigits: DIGITS,
    tenderTypeId: paidWith ?? null,
  };
}

function goodsOf(lineId: string, { product, quantity = '1', unit = 'pcs', price, label, discountable = true }: WrittenGoods): Goods {
  const count = parseQuantity(quantity);
  const amount = label === undefined ? extend(parseUnitPrice(price), count, DIGITS) : money(label);
  return {
    lineId,
    productId: product,
    unitId: unit,
    quantity: count,
    amount,
    isDiscountable: discountable,
    isLabelled: label !== undefined,
  };
}

function offerOf(offerId: string, written: WrittenOffer): Offer {
  const any = {
    offerId, name: offerId, ...FOREVER, periods: [], needsCoupon: false,
    concurrency: (written.concurrency ?? 'best-price') as Concurrency,
    priority: written.priority ?? 0,
    lines: (written.lines ?? [{}]).flatMap(linesOf),
    countsNonDiscountable: written.countsNonDiscountable ?? false,
  }; // prettier-ignore
  const quantityTiers = () => (written.tiers ?? []).map(({ from, ...reward }) => ({ minimumQuantity: parseQuantity(from), reward: rewardOf(reward) as Extract<Reward, { kind: 'percent' | 'price' }> })); // prettier-ignore
  const amountTiers = () => (written.tiers ?? []).map(({ from, ...reward }) => ({ minimumAmount: money(from), reward: totalRewardOf(reward) })); // prettier-ignore
  switch (written.kind) {
    case 'simple': return { ...any, kind: 'simple', reward: rewardOf(written) };
    case 'quantity': return { ...any, kind: 'quantity', tiers: quantityTiers() };
    case 'threshold': return { ...any, kind: 'threshold', tiers: amountTiers() };
    case 'tender': return { ...any, kind: 'tender', tiers: amountTiers(), tenderTypeIds: written.tenders ?? [] };
    default: return { ...any, kind: 'mix-and-match', groups: groupsOf(written), deal: dealOf(written.deal ?? {}), timesApplicable: written.times ?? null };
  } // prettier-ignore
}

function linesOf({ products, not, unit, group, ...reward }: WrittenLine, index: number): OfferLine[] {
  const names = products ?? not;
  const isRewarded = Object.keys(reward).length > 0;
  const line = { lineNumber: index + 1, unitId: unit ?? null, isExcluded: not !== undefined, groupId: group ?? null, reward: isRewarded ? rewardOf(reward) : null }; // prettier-ignore
  if (!names) return [{ ...line, subject: { kind: 'all' } }];
  return names.map((productId) => ({ ...line, subject: { kind: 'product', productId } }));
}

const groupsOf = ({ groups = {} }: WrittenOffer) => Object.entries(groups).map(([groupId, count]) => ({ groupId, quantity: parseQuantity(count) })); // prettier-ignore

function rewardOf({ percent, off, price }: WrittenReward): Reward {
  if (percent !== undefined) return { kind: 'percent', rate: parseRate(String(Number(percent) / 100)) };
  if (off !== undefined) return { kind: 'amount', perUnit: parseUnitPrice(off) };
  return { kind: 'price', unitPrice: parseUnitPrice(price ?? '') };
}

function totalRewardOf(reward: WrittenReward) {
  if (reward.off !== undefined) return { kind: 'amount', amount: money(reward.off) } as const;
  return rewardOf(reward) as Extract<Reward, { kind: 'percent' }>;
}

function dealOf({ cheapest, favours, eachLine, ...reward }: NonNullable<WrittenOffer['deal']>): Deal {
  if (eachLine) return { kind: 'lines' };
  if (cheapest !== undefined) return { kind: 'least-expensive', count: cheapest, reward: rewardOf(reward), favours: favours === 'retailer' ? 'retailer' : 'customer' }; // prettier-ignore
  if (reward.price !== undefined) return { kind: 'price', price: money(reward.price) };
  return totalRewardOf(reward);
}
