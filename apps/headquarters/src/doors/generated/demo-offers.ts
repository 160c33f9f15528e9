import {
  couponEntity, offerEntity, offerLineEntity, offerPriceGroupEntity, priceAdjustmentEntity, priceGroupEntity, priceGroupMemberEntity,
} from '@app/protocol'; // prettier-ignore
import { rowsOf, type EntityRows } from '../../company/company-data';
import type { WireRow } from '../../company/company-rows';
import { FOR_EVER, PIECE } from '../company-template';

/** For whom, in which money, and since when a company's offers are. */
interface OfferPlan {
  readonly legalEntityId: string;
  readonly currency: string;
  readonly validFrom: string;
  readonly channelIds: readonly string[];
}

const CLUB = 'club';

/** Three for two of one shelf, an offer and a lower price for members of the club, and a coupon to try. */
export function demoOffers({ legalEntityId, currency, validFrom, channelIds }: OfferPlan): EntityRows[] {
  const of = { legalEntityId };
  const validity = { validFrom, validTo: FOR_EVER };
  const offer = (offerId: string, name: string, change: Partial<WireRow<typeof offerEntity>>): WireRow<typeof offerEntity> => ({
    ...of, offerId, name, kind: 'simple', concurrency: 'best-price', priority: null, currency, isEnabled: true, needsCoupon: false,
    matchesAllPriceGroups: false, countsNonDiscountable: false, ...validity, hours: [], rewardKind: 'percent', rewardValue: null, tiers: [],
    dealGroups: [], leastExpensiveCount: null, favours: null, timesApplicable: null, tenderTypeIds: [], deliveryModeIds: [], ...change,
  }); // prettier-ignore
  const line = (offerId: string, categoryId: string | null, group: { groupId: string; unitId: string } | null = null): WireRow<typeof offerLineEntity> => ({
    ...of, offerId, lineNumber: '1', productId: null, categoryId, unitId: group?.unitId ?? null, isExcluded: false, groupId: group?.groupId ?? null,
    rewardKind: null, rewardValue: null,
  }); // prettier-ignore
  return [
    rowsOf(priceGroupEntity, { ...of, priceGroupId: CLUB, name: 'Club', priority: 0 }),
    rowsOf(priceGroupMemberEntity, { ...of, priceGroupId: CLUB, memberKind: 'affiliation', memberId: CLUB }),
    rowsOf(
      offerEntity,
      offer('pets-3-for-2', 'Pets: 3 for 2', { kind: 'mix-and-match', rewardValue: '1', dealGroups: ['pets 3'], leastExpensiveCount: 1, favours: 'retailer' }),
      offer('club-baby', 'Club: a tenth off for babies', { rewardValue: '0.1' }),
      offer('welcome', 'Welcome: 5 off 50', { kind: 'threshold', needsCoupon: true, rewardKind: 'amount', tiers: ['50 5'] }),
    ),
    rowsOf(offerLineEntity, line('pets-3-for-2', 'pets', { groupId: 'pets', unitId: PIECE }), line('club-baby', 'baby'), line('welcome', null)),
    rowsOf(
      offerPriceGroupEntity,
      ...channelIds.flatMap((priceGroupId) => ['pets-3-for-2', 'welcome'].map((offerId) => ({ ...of, offerId, priceGroupId }))),
      { ...of, offerId: 'club-baby', priceGroupId: CLUB },
    ),
    rowsOf(priceAdjustmentEntity, ...channelIds.map((channelId) => ({
      channelId, priceAdjustmentId: 'club', ...of, priceGroupId: CLUB, productId: 'P0001', amountOff: '0.20', ...validity,
    }))),
    rowsOf(couponEntity, {
      ...of, couponId: 'welcome', code: 'WELCOME5', offerId: 'welcome', isEnabled: true, ...validity, maximumUses: null, usesCount: 'in-all',
      needsCustomer: false, isExclusive: false,
    }),
  ]; // prettier-ignore
}
