import { offerFault, type OfferLineRow, type OfferRow } from './offer-fault';

const offer = (change: Partial<OfferRow> = {}): OfferRow => ({
  legalEntityId: 'l', offerId: 'o', name: 'An offer', kind: 'simple', concurrency: 'best-price', priority: null, currency: 'EUR', isEnabled: true,
  needsCoupon: false, matchesAllPriceGroups: false, countsNonDiscountable: false, validFrom: '2026-01-01', validTo: '2026-12-31', hours: [],
  rewardKind: 'percent', rewardValue: '0.1', tiers: [], dealGroups: [], leastExpensiveCount: null, favours: null, timesApplicable: null,
  tenderTypeIds: [], deliveryModeIds: [], ...change,
}); // prettier-ignore
const line = (change: Partial<OfferLineRow> = {}): OfferLineRow => ({
  legalEntityId: 'l', offerId: 'o', lineNumber: '1', productId: 'milk', categoryId: null, unitId: null, isExcluded: false, groupId: null,
  rewardKind: null, rewardValue: null, ...change,
}); // prettier-ignore

const DEAL: Partial<OfferRow> = { kind: 'mix-and-match', rewardKind: 'price', rewardValue: '10', dealGroups: ['A 3'] };
const LEAST: Partial<OfferRow> = { ...DEAL, rewardKind: 'percent', rewardValue: '1', leastExpensiveCount: 1, favours: 'customer' };
const TIERS: Partial<OfferRow> = { kind: 'quantity', rewardKind: 'price', rewardValue: null, tiers: ['2 4.50', '3 4'] };
const THRESHOLD: Partial<OfferRow> = { kind: 'threshold', rewardKind: 'amount', rewardValue: null, tiers: ['50 5', '100 5'] };
const inA = line({ unitId: 'pcs', groupId: 'A' });
const faultOf = (change: Partial<OfferRow>, lines: OfferLineRow[] = [line()], priceGroupCount = 1) => {
  const fault = offerFault({ offer: offer(change), lines, priceGroupCount });
  return fault && `${fault.code.slice('offer.'.length)} ${fault.field}`;
};

describe('an offer may be enabled', () => {
  it('when it says what its kind needs', () => {
    expect(faultOf({})).toBeUndefined();
    expect(faultOf({ rewardValue: '1' })).toBeUndefined();
    expect(faultOf({ rewardValue: null }, [line({ rewardKind: 'price', rewardValue: '4' })])).toBeUndefined();
    expect(faultOf(DEAL, [inA])).toBeUndefined();
    expect(faultOf(LEAST, [inA])).toBeUndefined();
    expect(
      faultOf({ ...DEAL, rewardKind: 'lines', rewardValue: null }, [{ ...inA, rewardKind: 'percent', rewardValue: '1' }]),
    ).toBeUndefined();
    expect(faultOf(TIERS, [line({ unitId: 'kg' })])).toBeUndefined();
    expect(faultOf(THRESHOLD)).toBeUndefined();
    expect(faultOf({ ...THRESHOLD, kind: 'tender', tenderTypeIds: ['card'] })).toBeUndefined();
  });
});

describe('an offer may not be enabled', () => {
  const wrong: [string, Partial<OfferRow>, OfferLineRow[]?, number?][] = [
    ['without-lines lines/productId', {}, []],
    ['without-lines lines/productId', {}, [line({ isExcluded: true })]],
    ['without-price-group priceGroups', {}, [line()], 0],
    ['value-missing rewardValue', { rewardValue: null }],
    ['value-out-of-range rewardValue', { rewardValue: '0' }],
    ['value-out-of-range rewardValue', { rewardValue: '1.01' }],
    ['value-out-of-range rewardValue', { rewardKind: 'amount', rewardValue: '0' }],
    ['value-out-of-range lines/rewardValue', { rewardValue: null }, [line({ rewardKind: 'percent', rewardValue: '2' })]],
    ['never-valid validTo', { validTo: '2025-12-31' }],
    ['never-valid validTo', { validTo: '2026-01-01', validFromTime: '12:00', validToTime: '12:00' }],
    ['line-names-two lines/categoryId', {}, [line({ categoryId: 'dairy' })]],
    ['group-unknown lines/groupId', {}, [line({ groupId: 'A' })]],
    ['reward-not-of-kind rewardKind', { rewardKind: 'lines' }],
    ['reward-not-of-kind rewardKind', { ...TIERS, rewardKind: 'amount' }],
    ['unit-missing lines/unitId', TIERS],
    ['tiers-missing tiers', { ...TIERS, tiers: [] }],
    ['tiers-not-rising tiers', { ...TIERS, tiers: ['2 4', '3 4'] }],
    ['tiers-not-rising tiers', { ...TIERS, tiers: ['3 4', '2 3'] }],
    ['tiers-not-rising tiers', { ...THRESHOLD, tiers: ['50 5', '100 4'] }],
    ['value-out-of-range tiers', { ...THRESHOLD, tiers: ['0 5'] }],
    ['line-reward-not-of-kind lines/rewardKind', THRESHOLD, [line({ rewardKind: 'price', rewardValue: '1' })]],
    ['without-tender tenderTypeIds', { ...THRESHOLD, kind: 'tender' }],
    ['groups-missing dealGroups', { ...DEAL, dealGroups: [] }],
    ['group-twice dealGroups', { ...DEAL, dealGroups: ['A 1', 'A 2'] }],
    ['unit-missing lines/unitId', DEAL, [line({ groupId: 'A' })]],
    ['group-unknown lines/groupId', DEAL, [line({ unitId: 'pcs', groupId: 'B' })]],
    ['group-without-lines lines/groupId', { ...DEAL, dealGroups: ['A 1', 'B 1'] }, [inA]],
    ['least-expensive-count leastExpensiveCount', { ...LEAST, leastExpensiveCount: 3 }, [inA]],
    ['favours-missing favours', { ...LEAST, favours: null }, [inA]],
  ]; // prettier-ignore

  it.each(wrong.map((row) => ({ fault: row[0], given: row.slice(1) as [Partial<OfferRow>, OfferLineRow[]?, number?] })))(
    '$fault',
    ({ fault, given }) => expect(faultOf(...given)).toBe(fault),
  );
});
