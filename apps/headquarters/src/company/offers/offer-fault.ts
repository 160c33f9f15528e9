import { offerEntity, offerLineEntity, type RowOf } from '@app/protocol';
import type { WireRow } from '../company-rows';

export type OfferRow = WireRow<typeof offerEntity>;
export type OfferLineRow = WireRow<typeof offerLineEntity>;
type RewardKind = RowOf<typeof offerEntity>['rewardKind'];

/** Why an offer cannot be enabled, and the field that says so. */
export interface OfferFault {
  readonly code: `offer.${string}`;
  readonly field: keyof OfferRow | `lines/${string}` | 'priceGroups';
}

/** An offer with what belongs to it. */
export interface WholeOffer {
  readonly offer: OfferRow;
  readonly lines: readonly OfferLineRow[];
  readonly priceGroupCount: number;
}

type Kind = OfferRow['kind'];

/** What each kind may give. */
const REWARDS: Readonly<Record<Kind, readonly RewardKind[]>> = {
  simple: ['percent', 'amount', 'price'],
  quantity: ['percent', 'price'],
  'mix-and-match': ['price', 'amount', 'percent', 'lines'],
  threshold: ['percent', 'amount'],
  tender: ['percent', 'amount'],
  shipping: ['percent', 'amount'],
};
const TIERED: ReadonlySet<Kind> = new Set(['quantity', 'threshold', 'tender', 'shipping']);

/**
 * What an offer must say before it is enabled (field notes 5.4, enable checks); undefined when it may be. The first fault found is named.
 */
export function offerFault(whole: WholeOffer): OfferFault | undefined {
  const { offer } = whole;
  if (!REWARDS[offer.kind].includes(offer.rewardKind)) return { code: 'offer.reward-not-of-kind', field: 'rewardKind' };
  if (begin(offer) >= end(offer)) return { code: 'offer.never-valid', field: 'validTo' };
  if (offer.kind === 'tender' && offer.tenderTypeIds.length === 0) return { code: 'offer.without-tender', field: 'tenderTypeIds' };
  const amounts = TIERED.has(offer.kind) ? tiersFault(offer) : valueFault(offer, whole.lines);
  return amounts ?? (offer.kind === 'mix-and-match' ? dealFault(offer) : undefined) ?? linesFault(whole) ?? audienceFault(whole);
}

const begin = ({ validFrom, validFromTime }: OfferRow): string => `${validFrom}T${validFromTime ?? '00:00'}`;
const end = ({ validTo, validToTime }: OfferRow): string => `${validTo}T${validToTime ?? '24:00'}`;

/** A percentage lies in (0, 100], money above zero. What lines say themselves the offer does not have to say. */
function valueFault(offer: OfferRow, lines: readonly OfferLineRow[]): OfferFault | undefined {
  const including = lines.filter(({ isExcluded }) => !isExcluded);
  const isSaidByLines = including.length > 0 && including.every(({ rewardKind }) => rewardKind !== null);
  if (offer.rewardKind === 'lines' || (offer.kind === 'simple' && isSaidByLines && offer.rewardValue === null)) return undefined;
  if (offer.rewardValue === null) return { code: 'offer.value-missing', field: 'rewardValue' };
  return isInRange(offer.rewardKind, Number(offer.rewardValue)) ? undefined : { code: 'offer.value-out-of-range', field: 'rewardValue' };
}

/** The price of a whole deal, or of a unit, may be nothing. */
const isInRange = (kind: RewardKind, value: number): boolean =>
  kind === 'percent' ? value > 0 && value <= 1 : kind === 'price' ? value >= 0 : value > 0;

/** Minimums rise, and more bought never gives less: quantity tiers rise, amount tiers must not fall. */
function tiersFault({ kind, rewardKind, tiers: texts }: OfferRow): OfferFault | undefined {
  if (texts.length === 0) return { code: 'offer.tiers-missing', field: 'tiers' };
  const tiers = texts.map((text) => text.split(' ').map(Number) as [number, number]);
  if (!tiers.every(([minimum, value]) => minimum > 0 && isInRange(rewardKind, value)))
    return { code: 'offer.value-out-of-range', field: 'tiers' };
  const gains = tiers.map(([minimum, value]) => [minimum, rewardKind === 'price' ? -value : value] as const);
  const isRising = gains.every(([minimum, gain], at) => {
    const [lower, less] = gains[at - 1] ?? [0, -Infinity];
    return minimum > lower && (kind === 'quantity' ? gain > less : gain >= less);
  });
  return isRising ? undefined : { code: 'offer.tiers-not-rising', field: 'tiers' };
}

/** Of least expensive deals some units get the reward and others do not. */
function dealFault({ dealGroups, leastExpensiveCount, favours, rewardKind }: OfferRow): OfferFault | undefined {
  const groups = dealGroups.map((text) => text.split(' ') as [string, string]);
  if (groups.length === 0) return { code: 'offer.groups-missing', field: 'dealGroups' };
  if (groups.some(([, quantity]) => Number(quantity) <= 0)) return { code: 'offer.value-out-of-range', field: 'dealGroups' };
  if (new Set(groups.map(([id]) => id)).size < groups.length) return { code: 'offer.group-twice', field: 'dealGroups' };
  if (leastExpensiveCount === null) return undefined;
  const required = groups.reduce((sum, [, quantity]) => sum + Number(quantity), 0);
  if (leastExpensiveCount >= required || rewardKind === 'lines')
    return { code: 'offer.least-expensive-count', field: 'leastExpensiveCount' };
  return favours === null ? { code: 'offer.favours-missing', field: 'favours' } : undefined;
}

function linesFault({ offer, lines }: WholeOffer): OfferFault | undefined {
  const including = lines.filter(({ isExcluded }) => !isExcluded);
  if (including.length === 0) return { code: 'offer.without-lines', field: 'lines/productId' };
  for (const line of lines) {
    const fault = lineFault(offer, line);
    if (fault) return fault;
  }
  const named = new Set(including.map(({ groupId }) => groupId));
  const isUsed = offer.kind !== 'mix-and-match' || offer.dealGroups.every((text) => named.has(text.split(' ')[0] ?? ''));
  return isUsed ? undefined : { code: 'offer.group-without-lines', field: 'lines/groupId' };
}

function lineFault({ kind, rewardKind: ofOffer, dealGroups }: OfferRow, line: OfferLineRow): OfferFault | undefined {
  const { productId, categoryId, unitId, isExcluded, groupId, rewardKind, rewardValue } = line;
  if (productId !== null && categoryId !== null) return { code: 'offer.line-names-two', field: 'lines/categoryId' };
  if (isExcluded) return undefined;
  const isDeal = kind === 'mix-and-match';
  if ((isDeal || kind === 'quantity') && unitId === null) return { code: 'offer.unit-missing', field: 'lines/unitId' };
  const hasGroup = dealGroups.some((text) => text.split(' ')[0] === groupId);
  if (isDeal ? !hasGroup : groupId !== null) return { code: 'offer.group-unknown', field: 'lines/groupId' };
  if (rewardKind === null) return undefined;
  if (kind !== 'simple' && !(isDeal && ofOffer === 'lines')) return { code: 'offer.line-reward-not-of-kind', field: 'lines/rewardKind' };
  const isGood = rewardValue !== null && isInRange(rewardKind, Number(rewardValue));
  return isGood ? undefined : { code: 'offer.value-out-of-range', field: 'lines/rewardValue' };
}

function audienceFault({ priceGroupCount }: WholeOffer): OfferFault | undefined {
  return priceGroupCount === 0 ? { code: 'offer.without-price-group', field: 'priceGroups' } : undefined;
}
