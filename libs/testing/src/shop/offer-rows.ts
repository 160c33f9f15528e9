const OF_ENTITY = { legalEntityId: 'le1' };

/** A price group of the store, and one of the club's members, which comes first. */
export const PRICE_GROUP_ROWS: Readonly<Record<string, readonly object[]>> = {
  priceGroup: [
    { ...OF_ENTITY, priceGroupId: 'store', name: 'Corner store', priority: 0 },
    { ...OF_ENTITY, priceGroupId: 'club', name: 'Club', priority: 10 },
  ],
  priceGroupMember: [
    { ...OF_ENTITY, priceGroupId: 'store', memberKind: 'channel', memberId: 'store-1' },
    { ...OF_ENTITY, priceGroupId: 'club', memberKind: 'affiliation', memberId: 'club' },
  ],
};

/** The row of an offer: a tenth off every unit, unless said otherwise. */
export const anOffer = (offerId: string, change: Readonly<Record<string, unknown>> = {}) => ({
  ...OF_ENTITY, offerId, name: offerId, kind: 'simple', concurrency: 'best-price', priority: null, currency: 'ILS', isEnabled: true, needsCoupon: false,
  matchesAllPriceGroups: false, countsNonDiscountable: false, validFrom: '2000-01-01', validTo: '2154-12-31', hours: [], rewardKind: 'percent',
  rewardValue: '0.1', tiers: [], dealGroups: [], leastExpensiveCount: null, favours: null, timesApplicable: null, tenderTypeIds: [],
  deliveryModeIds: [], ...change,
}); // prettier-ignore

/** A line on everything, unless a product or a category is named. */
export const offerLine = (offerId: string, lineNumber: string, change: object = {}) => ({
  ...OF_ENTITY, offerId, lineNumber, productId: null, categoryId: null, unitId: null, isExcluded: false, groupId: null, rewardKind: null,
  rewardValue: null, ...change,
}); // prettier-ignore

export const offerPriceGroup = (offerId: string, priceGroupId = 'store') => ({ ...OF_ENTITY, offerId, priceGroupId });
