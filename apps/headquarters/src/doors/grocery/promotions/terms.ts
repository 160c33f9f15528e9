import { isNoArticle, type PromotedGoods } from './branch-goods';
import type { PromotedArticle, Promotion } from './promotion-file';
import { giftInText, soManyByRate } from './stated-terms';

/** What one part of a promotion gives, on which articles. Amounts are decimal texts in shekels, rates fractions of 1. */
export type Terms = { readonly articles: readonly string[] } & (
  | { readonly kind: 'price-each'; /** By barcode: of a piece, or of a kilogram. */ readonly prices: ReadonlyMap<string, string> }
  | { readonly kind: 'percent-each'; readonly rate: string }
  | { readonly kind: 'so-many-for'; readonly count: string; readonly price: string }
  | { readonly kind: 'price-from-weight'; readonly minimum: string; readonly perKilogram: string }
  | { readonly kind: 'so-many-percent'; readonly count: string; readonly rate: string; readonly isOnce: boolean }
  | { readonly kind: 'cheapest'; readonly count: string; readonly rate: string }
  | { readonly kind: 'amount-off'; readonly amount: string; readonly from: string }
  | { readonly kind: 'with-gift'; readonly count: string; readonly gifts: readonly string[] }
);

/** Why a promotion is not made an offer. */
type PromotionRefusal =
  | 'nothing-priced'
  | 'gift-not-named'
  | 'free-without-coupon'
  | 'contradictory-terms'
  | 'unknown-reward-type'
  | 'no-usable-barcode'
  | 'malformed-number'
  | 'malformed-date';

type Judged =
  { readonly kind: 'terms'; readonly terms: readonly Terms[] } | { readonly kind: 'refused'; readonly reason: PromotionRefusal };

/** An article with its columns as numbers; null where the file says nothing. */
interface Article {
  readonly barcode: string;
  readonly minimum: number;
  readonly price: number | null;
  /** Per cent. */
  readonly rate: number | null;
  readonly isWeighed: boolean;
  /** Empty where the chain does not sell it. */
  readonly name: string;
  /** In shekels; null where the branch has no price for it. */
  readonly shelfPrice: number | null;
}

const refused = (reason: PromotionRefusal): Judged => ({ kind: 'refused', reason });
const all = (...terms: Terms[]): Judged => ({ kind: 'terms', terms });
const codes = (articles: readonly Article[]): string[] => articles.map(({ barcode }) => barcode);

/**
 * What the columns of a promotion mean. Reward types as the chains use them, found by comparing texts, prices and rates: 1 so many of an
 * article for a price, 10 so many of several, 3 a price each, 2 a percentage, 8 and 9 the cheapest of so many at a percentage, 0 what has
 * no type of its own: 1+1, the second at half price, buy this and get that, and coupons whose value stands in the text alone.
 */
export function termsOf(promotion: Promotion, goods: (barcode: string) => PromotedGoods | undefined): Judged {
  const articles = promotion.articles.filter(({ barcode }) => !isNoArticle(barcode)).map((one) => articleOf(one, goods(one.barcode)));
  if (articles.some(({ minimum, price }) => Number.isNaN(minimum) || Number.isNaN(price))) return refused('malformed-number');
  const off = amountInText(promotion);
  if (off) return all({ kind: 'amount-off', ...off, articles: codes(articles) });
  switch (promotion.rewardType) {
    case '0': return withoutType(promotion, articles);
    case '8':
    case '9': return cheapestOf(promotion, articles);
    case '1':
    case '2':
    case '3':
    case '10': return byMinimum(promotion, articles);
    default: return refused('unknown-reward-type');
  } // prettier-ignore
}

function articleOf({ barcode, minimum, price, rate }: PromotedArticle, goods: PromotedGoods | undefined): Article {
  const least = Number(minimum);
  const isFraction = least > SMALLEST && least % 1 !== 0;
  return {
    barcode,
    minimum: least,
    price: price === '' ? null : Number(price),
    rate: rateOf(rate, price),
    isWeighed: isFraction || (goods?.isWeighed ?? false),
    name: goods?.name ?? '',
    shelfPrice: goods?.shelfPrice ?? null,
  };
}

/** A least weight up to this only says that the article is weighed. */
const SMALLEST = 0.02;

/** Some chains write hundredths of per cent, and then no price. */
function rateOf(rate: string, price: string): number | null {
  const value = Number(rate);
  if (rate === '' || !Number.isFinite(value)) return null;
  return price === '' ? value / 100 : value;
}

/** `5 ש"ח הנחה`, or a coupon that is worth `200 ש"ח` of what it names; `הנחה 50 בקניה ב250`: 50 off 250. */
function amountInText({ text, needsCoupon, articles, rewardType }: Promotion): { amount: string; from: string } | undefined {
  const purchase = /נחה\s*(\d+)\s*בקנ\S*\s+ב-?\s*(\d+)/.exec(text);
  if (purchase?.[1] && purchase[2]) return { amount: purchase[1], from: purchase[2] };
  if (!needsCoupon || text.includes('ומעלה')) return undefined;
  const stated = /הנחה\s*(\d+)\s*ש/.exec(text) ?? /(\d+)\s*ש(?:"ח|\s?ח)?\s+הנחה/.exec(text);
  const isOpen = rewardType === '0' && articles.every(({ rate }) => rate === '');
  const value = stated ?? (isOpen ? /(\d+)\s*ש/.exec(text) : null);
  return value?.[1] === undefined ? undefined : { amount: value[1], from: value[1] };
}

/** Articles with the same minimum and price belong together; each such part of a promotion counts by itself. */
function byMinimum(promotion: Promotion, articles: readonly Article[]): Judged {
  const parts = Map.groupBy(articles, (one) => partKey(one));
  const terms: Terms[] = [];
  for (const part of parts.values()) {
    const judged = partOf(promotion, part);
    if (judged.kind === 'refused') return judged;
    terms.push(...judged.terms);
  }
  return { kind: 'terms', terms };
}

/** Of what is priced each, prices may differ; of what is sold by the number, all of it. */
function partKey({ minimum, price, rate, isWeighed }: Article): string {
  if (price === 0 || price === null) return `${minimum} at ${rate}`;
  return minimum <= 1 ? `each ${minimum % 1 === 0 || minimum <= SMALLEST}` : `${minimum} for ${price} ${isWeighed}`;
}

function partOf(promotion: Promotion, part: readonly Article[]): Judged {
  const [first] = part;
  if (!first) return refused('nothing-priced');
  const articles = codes(part);
  if (first.price === null || first.price === 0) return atRate(promotion, part, first);
  const count = statedCount(promotion, first);
  const isEach = count <= 1 && (count === 1 || count <= SMALLEST);
  if (promotion.rewardType === '2' && first.rate !== null && isPart(first.rate)) {
    return isEach
      ? byRate(part)
      : all({ kind: 'so-many-percent', count: String(count), rate: fraction(first.rate), isOnce: false, articles });
  }
  if (isEach || (first.isWeighed && isPerKilogram(promotion))) {
    if (!isEach && isPerKilogram(promotion) && promotion.rewardType !== '3') {
      return all({ kind: 'price-from-weight', minimum: String(count), perKilogram: String(first.price), articles });
    }
    return all({ kind: 'price-each', prices: new Map(part.map(({ barcode, price }) => [barcode, String(price)])), articles });
  }
  if (first.isWeighed) {
    const perKilogram = (first.price / count).toFixed(4);
    return all({ kind: 'price-from-weight', minimum: String(count), perKilogram, articles });
  }
  return all({ kind: 'so-many-for', count: String(count), price: String(first.price), articles });
}

/** `4ב10.90...` in front of a text says how many the price is for, also where the column says otherwise. */
function statedCount({ text }: Promotion, { minimum, price, isWeighed }: Article): number {
  const stated = /^(\d{1,2})ב(\d+(?:\.\d+)?)/.exec(text);
  return stated && !isWeighed && Number(stated[2]) === price ? Number(stated[1]) : minimum;
}

/** By weight, one chain writes the price of a kilogram where the others write that of the least weight; another does so for reward type 3. */
const isPerKilogram = ({ chainId, rewardType, articles }: Promotion): boolean =>
  chainId === '7290803800003' ||
  (chainId === '7290027600007' && rewardType === '3' && articles.some(({ minimum }) => Number(minimum) % 1 !== 0));

const isPart = (rate: number): boolean => rate > 0 && rate < 100;
const fraction = (percent: number): string => (percent / 100).toFixed(6).replace(/\.?0+$/, '');

/** Nothing to pay but what a rate leaves: a percentage off, or for a coupon a gift. */
function atRate({ needsCoupon, text }: Promotion, part: readonly Article[], { minimum, rate }: Article): Judged {
  if (rate === null || rate === 0) return refused('nothing-priced');
  const articles = codes(part);
  if (isPart(rate)) {
    if (/ה?שני ב/.test(text)) return all({ kind: 'cheapest', count: '2', rate: fraction(rate), articles });
    return minimum > 1
      ? all({ kind: 'so-many-percent', count: String(minimum), rate: fraction(rate), isOnce: false, articles })
      : byRate(part);
  }
  if (rate !== 100) return refused('contradictory-terms');
  if (!needsCoupon) return refused('free-without-coupon');
  return all({ kind: 'so-many-percent', count: String(Math.max(1, minimum)), rate: '1', isOnce: true, articles });
}

/** Articles may have rates of their own. */
function byRate(part: readonly Article[]): Judged {
  const rates = Map.groupBy(part, ({ rate }) => rate);
  return all(...[...rates].map(([rate, same]): Terms => ({ kind: 'percent-each', rate: fraction(rate ?? 0), articles: codes(same) })));
}

/** So many, the cheapest of which costs less: `2+1`, `השני ב50%`. */
function cheapestOf({ text }: Promotion, articles: readonly Article[]): Judged {
  const [first] = articles;
  if (!first) return refused('nothing-priced');
  const rate = first.rate === null || first.rate === 0 ? (/\d\+\d/.test(text) ? 100 : 0) : first.rate;
  if (rate <= 0 || rate > 100) return refused('contradictory-terms');
  if (first.minimum <= 1) return rate < 100 ? byRate(articles) : refused('free-without-coupon');
  return all({ kind: 'cheapest', count: String(first.minimum), rate: fraction(rate), articles: codes(articles) });
}

/** Rates at which a second one is sold; another one only says how far a price lies below the shelf's. */
const SECOND_AT: ReadonlySet<number> = new Set([25, 30, 40, 50, 60, 70, 75, 80, 100]);

function withoutType({ text }: Promotion, articles: readonly Article[]): Judged {
  const priced = articles.filter(({ price }) => price !== null && price > 0.02);
  const gifts = articles.filter(({ price, rate }) => price === 0 && rate === 100);
  const [first] = articles;
  if (!first || articles.every(({ rate }) => rate === null || rate === 0)) return byText(text, articles);
  if (priced.length > 0 && gifts.length > 0) {
    const count = String(Math.max(1, priced[0]?.minimum ?? 1));
    return all({ kind: 'with-gift', count, articles: codes(priced), gifts: codes(gifts) });
  }
  const rates = new Set(articles.map(({ rate }) => rate));
  const [rate] = rates;
  if (rates.size === 1 && typeof rate === 'number' && SECOND_AT.has(rate)) {
    return all({ kind: 'cheapest', count: String(Math.max(1, first.minimum) + 1), rate: fraction(rate), articles: codes(articles) });
  }
  const deal = soManyByRate(articles);
  if (!deal) return refused('contradictory-terms');
  return all({ kind: 'so-many-for', count: String(deal.count), price: String(deal.price), articles: codes(articles) });
}

function byText(text: string, articles: readonly Article[]): Judged {
  const stated = giftInText(text, articles);
  if (!stated) return refused(/מתנה/.test(text) ? 'gift-not-named' : 'nothing-priced');
  const bought = articles.filter((one) => one !== stated.gift);
  return all({ kind: 'with-gift', count: String(stated.count), articles: codes(bought), gifts: codes([stated.gift]) });
}
