import { CATALOG_MIGRATIONS, CatalogReader, type FoundOffers, type OfferQuery } from '@app/channel-db';
import { currencyOf } from '@app/kernel';
import { anOffer, eachDatabase, offerLine, offerPriceGroup, PRICE_GROUP_ROWS, putRows, SHOP_ROWS } from '@app/testing';
import { countingReader } from './counting-reader';

const MILK = { productId: 'milk', categoryId: 'dairy' };
const WINE = { productId: 'wine', categoryId: null };
const CATEGORIES = [
  { legalEntityId: 'le1', categoryId: 'food', parentCategoryId: null, name: 'Food' },
  { legalEntityId: 'le1', categoryId: 'dairy', parentCategoryId: 'food', name: 'Dairy' },
];

eachDatabase(CATALOG_MIGRATIONS, (test) => {
  let catalog: CatalogReader;
  /** Statements since the last look. */
  let asked: string[];

  beforeEach(async () => {
    await putRows(test.database(), { ...SHOP_ROWS, ...PRICE_GROUP_ROWS, category: CATEGORIES }, 7);
    asked = [];
    const counting = countingReader(test.database().reader, (sql) => asked.push(sql));
    catalog = new CatalogReader({ read: (work) => work(counting) });
  });

  /** Offers with a line each, in the price group of the store unless another is said. */
  const nextVersion = (
    offers: readonly object[],
    lines: readonly object[],
    groups: readonly object[],
    more: Record<string, object[]> = {},
  ) => putRows(test.database(), { offer: offers, offerLine: lines, offerPriceGroup: groups, ...more }, 8);

  const find = async (change: Partial<OfferQuery> = {}): Promise<FoundOffers> =>
    catalog.offers.offersFor(await catalog.configuration(), {
      legalEntityId: 'le1', channelId: 'store-1', currency: currencyOf('ILS'), minute: '2026-08-10T12:00', products: [MILK, WINE], ...change,
    }); // prettier-ignore
  const ids = async (change: Partial<OfferQuery> = {}) => (await find(change)).offers.map(({ offerId }) => offerId);

  it('are none where the catalog has none, and then goods never asked for before read nothing either', async () => {
    expect(await find()).toMatchObject({ catalogVersion: 7, offers: [] });
    const configuration = await catalog.configuration();
    asked = [];
    await catalog.offers.offersFor(configuration, {
      legalEntityId: 'le1', channelId: 'store-1', currency: currencyOf('ILS'), minute: '2026-08-10T12:00', products: [MILK, { productId: 'bread', categoryId: 'food' }],
    }); // prettier-ignore
    expect(asked).toEqual([]);
  });

  it('are those with a line on a product, on a category at or above it, or on everything, found with one query', async () => {
    const names = ['on-milk', 'on-food', 'on-all', 'on-bread'];
    await nextVersion(
      names.map((id) => anOffer(id)),
      [
        offerLine('on-milk', '1', { productId: 'milk' }), offerLine('on-food', '1', { categoryId: 'food' }), offerLine('on-all', '1', {}),
        offerLine('on-bread', '1', { productId: 'bread' }), offerLine('on-food', '2', { productId: 'bread' }),
      ],
      names.map((id) => offerPriceGroup(id)),
    ); // prettier-ignore
    await catalog.configuration();
    asked = [];
    const { offers } = await find();
    expect(asked.filter((sql) => sql.includes('{offer}'))).toHaveLength(1);
    expect(offers.map(({ offerId }) => offerId)).toEqual(['on-all', 'on-food', 'on-milk']);
    expect(offers[1]?.lines).toEqual([
      { lineNumber: 1, subject: { kind: 'product', productId: 'milk' }, unitId: null, isExcluded: false, groupId: null, reward: null },
    ]);
    expect(await ids({ products: [WINE] })).toEqual(['on-all']);
  });

  it('leave out what only excludes the goods asked for', async () => {
    await nextVersion(
      [anOffer('all-but-milk')],
      [offerLine('all-but-milk', '1', { productId: 'milk', isExcluded: true }), offerLine('all-but-milk', '2', { productId: 'wine' })],
      [offerPriceGroup('all-but-milk')],
    );
    expect(await ids({ products: [MILK] })).toEqual([]);
    expect((await find()).offers[0]?.lines).toHaveLength(2);
  });

  it('are for those in one of their price groups, or in all of them where they ask for all, with the highest priority of those that hold', async () => {
    await nextVersion(
      [anOffer('club'), anOffer('both', { matchesAllPriceGroups: true }), anOffer('either'), anOffer('own', { priority: 3 })],
      ['club', 'both', 'either', 'own'].map((id) => offerLine(id, '1', { productId: 'milk' })),
      [
        offerPriceGroup('club', 'club'), offerPriceGroup('both', 'club'), offerPriceGroup('both'), offerPriceGroup('either', 'club'),
        offerPriceGroup('either'), offerPriceGroup('own'),
      ],
    ); // prettier-ignore
    expect(await ids()).toEqual(['either', 'own']);
    const { offers } = await find({ affiliationIds: ['club'] });
    expect(offers.map(({ offerId, priority }) => `${offerId} ${priority}`)).toEqual(['both 10', 'club 10', 'either 10', 'own 3']);
    expect(await ids({ channelId: 'elsewhere' })).toEqual([]);
  });

  it('count in their time and money only, when enabled, and with a coupon where they ask for one', async () => {
    const offers = [
      anOffer('over', { validTo: '2026-08-09' }), anOffer('coming', { validFrom: '2026-08-11' }), anOffer('dollars', { currency: 'USD' }),
      anOffer('off', { isEnabled: false }), anOffer('coupon', { needsCoupon: true }), anOffer('evenings', { hours: ['1 17:00-24:00'] }),
    ]; // prettier-ignore
    await nextVersion(
      offers,
      offers.map(({ offerId }) => offerLine(offerId, '1', { productId: 'milk' })),
      offers.map(({ offerId }) => offerPriceGroup(offerId)),
    );
    expect(await ids()).toEqual([]);
    expect(await ids({ minute: '2026-08-10T18:00', couponOfferIds: ['coupon'] })).toEqual(['coupon', 'evenings']);
    expect(await ids({ minute: '2026-08-11T18:00' })).toEqual(['coming']);
  });

  it('say in scaled integers what they give, each kind in its way, and leave out what means nothing', async () => {
    const offers = [
      anOffer('deal', { kind: 'mix-and-match', rewardKind: 'price', rewardValue: '10', dealGroups: ['A 2'], timesApplicable: 1 }),
      anOffer('least', { kind: 'mix-and-match', rewardKind: 'percent', rewardValue: '0.5', dealGroups: ['A 2'], leastExpensiveCount: 1, favours: 'retailer' }),
      anOffer('simple', { rewardKind: 'amount', rewardValue: '1.5' }),
      anOffer('tiers', { kind: 'quantity', rewardKind: 'price', rewardValue: null, tiers: ['1.85 75'] }),
      anOffer('total', { kind: 'threshold', rewardKind: 'amount', rewardValue: null, tiers: ['100 10', '200 30'] }),
      anOffer('too-fine', { kind: 'threshold', rewardKind: 'amount', rewardValue: null, tiers: ['100 0.001'] }),
      anOffer('valueless', { rewardValue: null }),
    ]; // prettier-ignore
    await nextVersion(
      offers,
      offers.map(({ offerId, kind }) => offerLine(offerId, '1', { productId: 'milk', groupId: kind === 'mix-and-match' ? 'A' : null })),
      offers.map(({ offerId }) => offerPriceGroup(offerId)),
    );
    const { offers: found } = await find();
    expect(found).toMatchObject([
      { deal: { kind: 'price', price: 1_000 }, groups: [{ groupId: 'A', quantity: 2_000 }], timesApplicable: 1 },
      { deal: { kind: 'least-expensive', count: 1, reward: { kind: 'percent', rate: 500_000 }, favours: 'retailer' } },
      { reward: { kind: 'amount', perUnit: 15_000 } },
      { tiers: [{ minimumQuantity: 1_850, reward: { kind: 'price', unitPrice: 750_000 } }] },
      { tiers: [{ minimumAmount: 10_000, reward: { kind: 'amount', amount: 1_000 } }, { reward: { amount: 3_000 } }] },
    ]);
  });

  it('say when the catalog is another one than asked for', async () => {
    const configuration = await catalog.configuration();
    await nextVersion([], [], []);
    const query = { legalEntityId: 'le1', channelId: 'store-1', currency: currencyOf('ILS'), minute: '2026-08-10T12:00', products: [MILK] };
    expect(await catalog.offers.offersFor(configuration, query)).toMatchObject({ catalogVersion: 8, offers: [] });
  });

  it('stand behind a coupon’s code while it is enabled', async () => {
    const coupon = (couponId: string, isEnabled: boolean) => ({
      legalEntityId: 'le1', couponId, code: couponId.toUpperCase(), offerId: 'o', isEnabled, validFrom: '2026-01-01', validTo: '2026-12-31',
      maximumUses: 1, usesCount: 'in-all', needsCustomer: false, isExclusive: false,
    }); // prettier-ignore
    await nextVersion([], [], [], { coupon: [coupon('ten', true), coupon('old', false)] });
    const configuration = await catalog.configuration();
    const byCode = (code: string) => catalog.offers.couponByCode(configuration, 'le1', code);
    expect(await byCode('TEN')).toMatchObject({ catalogVersion: 8, coupon: { couponId: 'ten', offerId: 'o', maximumUses: 1 } });
    for (const code of ['OLD', 'ten', '']) expect((await byCode(code)).coupon).toBeUndefined();
  });
});
