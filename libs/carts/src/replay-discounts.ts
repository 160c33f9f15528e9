import { allocateDiscounts, type AmountTier, type Deal, type Goods, type Offer, type TotalReward } from '@app/commerce';
import { currencyOf, formatAmount, parseAmount, parseQuantity, type Amount } from '@app/kernel';
import { discountInputs, type DiscountInputs, type SaleBodyWire } from '@app/protocol';

type Money = (text: string) => Amount;
type OfferInput = DiscountInputs['offers'][number];
type Line = SaleBodyWire['lines'][number];

/** What offers took off each line of a sale, reckoned again from its record alone: by line and offer, as decimal texts. */
export function replayedDiscounts(body: SaleBodyWire): { lineId: string; offerId: string; amount: string }[] {
  const { discounts } = body.inputs;
  if (!discounts) return [];
  const { minorDigits } = currencyOf(body.currency);
  const money: Money = (text) => parseAmount(text, minorDigits);
  const inputs = discountInputs.parse(discounts);
  const withCoupon = new Set(inputs.coupons.map(({ offerId }) => offerId));
  const offers = inputs.offers.map((offer) => offerOf(offer, money)).filter(({ offerId, needsCoupon }) => !needsCoupon || withCoupon.has(offerId)); // prettier-ignore
  const fixed = new Set(inputs.nonDiscountable);
  const goods = body.lines.flatMap((line) => goodsOf(line, money, fixed));
  const { byLine } = allocateDiscounts({ goods, offers, control: inputs.control, minorDigits, tenderTypeId: inputs.intendedTenderTypeId });
  return body.lines.flatMap(({ lineId }) =>
    (byLine.get(lineId) ?? []).map(({ offer, amount }) => ({ lineId, offerId: offer.offerId, amount: formatAmount(amount, minorDigits) })),
  );
}

function goodsOf(line: Line, money: Money, fixed: ReadonlySet<string>): Goods[] {
  const { lineId, productId, unitId } = line;
  const quantity = parseQuantity(line.quantity);
  const isSold = !line.isVoided && line.returnOf === null && line.blindReturn === undefined && quantity > 0;
  if (!isSold || productId === null || line.priceSource === 'override') return [];
  const isLabelled = line.entry === 'price-label';
  return [{ lineId, productId, unitId, quantity, amount: money(line.amount), isDiscountable: !fixed.has(lineId), isLabelled }];
}

function offerOf(offer: OfferInput, money: Money): Offer {
  switch (offer.kind) {
    case 'simple':
    case 'quantity': return offer;
    case 'mix-and-match': return { ...offer, deal: dealOf(offer.deal, money) };
    default: return { ...offer, tiers: offer.tiers.map((tier) => tierOf(tier, money)) };
  }
} // prettier-ignore

type DealInput = Extract<OfferInput, { kind: 'mix-and-match' }>['deal'];

function dealOf(deal: DealInput, money: Money): Deal {
  if (deal.kind === 'price') return { kind: deal.kind, price: money(deal.price) };
  return deal.kind === 'amount' ? { kind: deal.kind, amount: money(deal.amount) } : deal;
}

type TierInput = Extract<OfferInput, { kind: 'threshold' }>['tiers'][number];

function tierOf({ minimumAmount, reward }: TierInput, money: Money): AmountTier {
  const total: TotalReward = reward.kind === 'amount' ? { kind: reward.kind, amount: money(reward.amount) } : reward;
  return { minimumAmount: money(minimumAmount), reward: total };
}
