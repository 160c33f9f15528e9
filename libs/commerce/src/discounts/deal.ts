import { orderOfLines, spread, type GrantedPart } from './grant';
import type { Portion } from './goods';
import type { Deal, MixAndMatchOffer, OfferLine, Reward } from './offer';
import { isRewarded, percentOf, rewardOn } from './reward';

/** Goods put into one deal, or into several equal ones. */
export interface Take {
  readonly index: number;
  readonly portion: Portion;
  /** The line of the offer that named them. */
  readonly line: OfferLine;
  readonly quantity: number;
  readonly amount: number;
}

/** What some goods get as so many equal deals. */
export function dealParts(offer: MixAndMatchOffer, takes: readonly Take[], deals: number, minorDigits: number): GrantedPart[] {
  const { deal } = offer;
  if (deal.kind === 'lines') return takes.map((take) => rewarded(take, take.line.reward, minorDigits));
  if (deal.kind === 'least-expensive') return leastExpensive(deal, takes, deals, minorDigits);
  const given = takes.filter(({ portion }) => canShare(deal, portion));
  const shared = spread(offTogether(deal, takes, deals), given.map(partOf)); // prettier-ignore
  return [...shared, ...takes.filter(({ portion }) => !canShare(deal, portion)).map((take) => ({ ...partOf(take), discount: 0 }))];
}

/** What `dealParts` takes off together, without sharing it out. */
export function dealValue(offer: MixAndMatchOffer, takes: readonly Take[], deals: number, minorDigits: number): number {
  const { deal } = offer;
  if (deal.kind !== 'lines' && deal.kind !== 'least-expensive') return offTogether(deal, takes, deals);
  return dealParts(offer, takes, deals, minorDigits).reduce((sum, part) => sum + part.discount, 0);
}

/** Never more than what the goods cost that can get it. */
function offTogether(deal: TogetherDeal, takes: readonly Take[], deals: number): number {
  const most = takes.reduce((sum, { portion, amount }) => (canShare(deal, portion) ? sum + amount : sum), 0);
  return Math.max(0, Math.min(most, offDeal(deal, takes, deals)));
}

type TogetherDeal = Exclude<Deal, { kind: 'lines' | 'least-expensive' }>;

const canShare = (deal: TogetherDeal, { goods }: Portion): boolean => goods.isDiscountable && !(deal.kind === 'price' && goods.isLabelled);

function offDeal(deal: TogetherDeal, takes: readonly Take[], deals: number): number {
  const sum = (of: readonly Take[]): number => of.reduce((all, take) => all + take.amount, 0);
  if (deal.kind === 'price') return sum(takes) - deals * deal.price;
  if (deal.kind === 'amount') return deals * deal.amount;
  return percentOf(sum(takes.filter(({ portion }) => portion.goods.isDiscountable)), deal.rate);
}

function rewarded(take: Take, reward: Reward | null, minorDigits: number): GrantedPart {
  const discount = reward && isRewarded(reward, take.portion.goods) ? rewardOn(reward, take, minorDigits) : 0;
  return { ...partOf(take), discount };
}

/** The cheapest units get the reward; of goods that may not be discounted none are chosen. */
function leastExpensive(
  { count, reward }: Extract<Deal, { kind: 'least-expensive' }>,
  takes: readonly Take[],
  deals: number,
  minorDigits: number,
): GrantedPart[] {
  let left = count * 1000 * deals;
  const cheapestFirst = [...takes].sort((a, b) => a.amount / a.quantity - b.amount / b.quantity || orderOfLines(partOf(b), partOf(a)));
  return cheapestFirst.flatMap((take) => {
    const chosen = isRewarded(reward, take.portion.goods) ? Math.min(left, take.quantity) : 0;
    if (chosen === 0) return [{ ...partOf(take), discount: 0 }];
    left -= chosen;
    if (chosen === take.quantity) return [{ ...partOf(take), discount: rewardOn(reward, take, minorDigits) }];
    const amount = Math.round((take.amount * chosen) / take.quantity);
    const part = { ...partOf(take), quantity: chosen, amount };
    const rest = { ...partOf(take), quantity: take.quantity - chosen, amount: take.amount - amount, discount: 0 };
    return [{ ...part, discount: rewardOn(reward, part, minorDigits) }, rest];
  });
}

const partOf = ({ portion, index, quantity, amount }: Take): Omit<GrantedPart, 'discount'> => ({
  goods: portion.goods,
  index,
  quantity,
  amount,
});
