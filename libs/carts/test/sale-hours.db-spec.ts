import { newId, parseQuantity } from '@app/kernel';
import { MILK, NOON, SHOP_ROWS, WINE } from '@app/testing';
import { openShop, SELLER, type Shop } from './a-shop';

const NIGHT = ['1', '2', '3', '4', '5', '6', '7'].map((weekday) => `${weekday} 23:00-06:00`);
const restriction = {
  legalEntityId: 'le1',
  saleRestrictionId: 'night',
  name: 'No alcohol at night',
  subjectKind: 'category',
  subjectId: 'drinks',
  hours: NIGHT,
};
const category = (categoryId: string, parentCategoryId: string | null) => ({
  legalEntityId: 'le1',
  categoryId,
  parentCategoryId,
  name: categoryId,
});
const ROWS = {
  ...SHOP_ROWS,
  category: [category('drinks', null), category('wines', 'drinks')],
  product: SHOP_ROWS['product']?.map((row) => ({ ...row, ...('productId' in row && row.productId === 'wine' && { categoryId: 'wines', minimumAge: null }) })) ?? [],
  saleRestriction: [restriction],
}; // prettier-ignore
const [EVENING, NIGHTFALL] = [Date.parse('2026-08-10T19:55:00Z'), Date.parse('2026-08-10T20:05:00Z')];

let shop: Shop;
const open = async (rows: Readonly<Record<string, readonly object[]>> = ROWS) => {
  shop = await openShop(rows, NOON);
  await shop.openShift();
};
afterEach(() => shop.close());

const key = () => ({ deviceId: 'device-1', key: newId(), fingerprint: 'a'.repeat(64) });
const cash = (amount: string) => ({ tenderId: newId(), tenderTypeId: 'cash', amount });
const basketOf = (...barcodes: string[]) => ({
  transactionId: newId(), mode: 'live' as const, answers: [], registerTime: null, tenders: [cash('100')],
  lines: barcodes.map((barcode) => ({ lineId: newId(), barcode, quantity: parseQuantity('1') })),
}); // prettier-ignore
const NOT_NOW = { code: 'line.not-at-this-hour', details: { name: 'No alcohol at night', until: '06:00' } };

describe('hours in which goods may not be sold', () => {
  it('come down with the catalog, for a category with all below it, and refuse a line, a basket and no other goods', async () => {
    await open();
    shop.clock.at = NIGHTFALL;
    const cart = await shop.selling.carts.create(SELLER, { mode: 'live' });
    const request = { seller: SELLER, cartId: cart.transactionId, seen: cart.revision };
    await expect(shop.selling.carts.addLine(request, { lineId: newId(), barcode: WINE })).rejects.toMatchObject(NOT_NOW);
    await expect(shop.selling.sales.sell(SELLER, basketOf(MILK, WINE), key())).rejects.toMatchObject(NOT_NOW);
    expect(await shop.selling.sales.sell(SELLER, basketOf(MILK), key())).toMatchObject({ gross: '6.93' });
    shop.clock.at = EVENING;
    expect(await shop.selling.sales.sell(SELLER, basketOf(WINE), key())).toMatchObject({ mode: 'live' });
  });

  it('are asked again at the first payment and at a checkout that brings its cash; a document is only priced', async () => {
    await open();
    shop.clock.at = EVENING;
    const { transactionId: cartId, revision } = await shop.selling.carts.create(SELLER, { mode: 'live' });
    const line = await shop.selling.carts.addLine({ seller: SELLER, cartId, seen: revision }, { lineId: newId(), barcode: WINE });
    const request = { seller: SELLER, cartId, seen: line.revision };
    shop.clock.at = NIGHTFALL;
    await expect(shop.selling.carts.addCash(request, key(), cash('10'))).rejects.toMatchObject(NOT_NOW);
    await expect(shop.selling.sales.checkout(request, key(), { tenders: [cash('100')], registerTime: null })).rejects.toMatchObject(NOT_NOW);
    shop.clock.at = EVENING;
    const part = await shop.selling.carts.addCash(request, key(), cash('10'));
    shop.clock.at = NIGHTFALL;
    const finish = { tenders: [cash('100')], registerTime: null };
    expect(await shop.selling.sales.checkout({ ...request, seen: part.revision }, key(), finish)).toMatchObject({ transactionId: cartId });
    const document = { lines: [{ lineId: newId(), barcode: WINE }], taxParty: { destinationTaxGroupId: null, customerTaxGroupId: null, exemptTaxCodeIds: [] }, taxOverrideId: null, at: null, isExplained: false };
    expect(await shop.selling.calculations.calculate(SELLER, document)).toMatchObject({ lines: [{ productId: 'wine' }] });
  }); // prettier-ignore

  it('may be those of one channel alone', async () => {
    await open({ ...ROWS, saleRestriction: [{ ...restriction, onlyChannelId: 'store-2' }] });
    shop.clock.at = NIGHTFALL;
    expect(await shop.selling.sales.sell(SELLER, basketOf(WINE), key())).toMatchObject({ mode: 'live' });
  });
});
