import { newId, parseQuantity, parseRate, parseUnitPrice } from '@app/kernel';
import { MILK, price, SHOP_ROWS, WINE } from '@app/testing';
import type { SaleBodyWire } from '@app/protocol';
import type { CartBody } from '../src';
import { openShop, SELLER, type Shop } from './a-shop';

/** An in-house code. */
const BOX = '456';
const agreed = (unitPrice: string, change: object) => price('milk', unitPrice, 'pcs', change);
const ROWS = {
  ...SHOP_ROWS,
  priceGroup: [{ legalEntityId: 'le1', priceGroupId: 'store', name: 'Store', priority: 0 }, { legalEntityId: 'le1', priceGroupId: 'vip', name: 'VIP', priority: 9 }],
  priceGroupMember: [{ legalEntityId: 'le1', priceGroupId: 'store', memberKind: 'channel', memberId: 'store-1' }],
  product: SHOP_ROWS.product?.map((row) => ({ ...row, ...((row as { productId: string }).productId === 'wine' && { basePrice: parseUnitPrice('35') }) })) ?? [],
  unitConversion: [{ legalEntityId: 'le1', productId: 'milk', fromUnitId: 'box', toUnitId: 'pcs', numerator: 12, denominator: 1 }],
  productBarcode: [...(SHOP_ROWS.productBarcode ?? []), { legalEntityId: 'le1', barcode: BOX, productId: 'milk', unitId: 'box', quantity: parseQuantity('1') }],
  price: [
    price('milk', '6.93'), agreed('6.50', { priceGroupId: 'store' }), agreed('5', { priceGroupId: 'vip' }), agreed('4', { customerId: 'c1' }),
    agreed('6', { minimumQuantity: parseQuantity('3') }),
  ],
}; // prettier-ignore

const adjusted = (id: string, priceGroupId: string, productId: string, change: object) => ({
  channelId: 'store-1', legalEntityId: 'le1', priceAdjustmentId: id, priceGroupId, productId, validFrom: '2000-01-01', validTo: '9999-12-31', ...change,
}); // prettier-ignore

let shop: Shop;
beforeEach(async () => {
  shop = await openShop(ROWS);
  await shop.openShift();
});
afterEach(() => shop.close());

const seen = (cart: CartBody) => ({ seller: SELLER, cartId: cart.transactionId, seen: cart.revision });
const begin = () => shop.selling.carts.create(SELLER, { mode: 'live' });
const add = (cart: CartBody, barcode: string, quantity?: string) =>
  shop.selling.carts.addLine(seen(cart), { lineId: newId(), barcode, ...(quantity && { quantity: parseQuantity(quantity) }) });
const prices = (cart: CartBody) => cart.lines.map(({ unitPrice, priceId }) => [unitPrice, priceId]);

it("sells at the channel's group price, not at those of other groups and customers", async () => {
  expect(prices(await add(await begin(), MILK))).toEqual([['6.5', 'p-milk-6.50']]);
});

it('prices another quantity of the line without another look at the catalog, and back', async () => {
  let cart = await add(await begin(), MILK);
  const lineId = cart.lines[0]?.lineId ?? '';
  const change = async (quantity: string) =>
    (cart = await shop.selling.carts.changeLine(seen(cart), lineId, { quantity: parseQuantity(quantity) }));
  expect(prices(await change('3'))).toEqual([['6', 'p-milk-6']]);
  expect(cart.totals.gross).toBe('18.00');
  expect(prices(await change('2'))).toEqual([['6.5', 'p-milk-6.50']]);
});

it('reckons a box from its pieces, for as many of which it counts', async () => {
  expect(prices(await add(await begin(), BOX))).toEqual([['72', 'p-milk-6']]);
});

it('falls back on the base price of a product that no price names', async () => {
  const cart = await shop.selling.carts.addLine(seen(await begin()), { lineId: newId(), productId: 'wine' });
  expect(prices(cart)).toEqual([['35', null]]);
});

describe('with price adjustments', () => {
  const rows = {
    ...ROWS,
    priceAdjustment: [
      adjusted('ours', 'store', 'milk', { amountOff: parseUnitPrice('0.50') }),
      adjusted('boxes', 'store', 'milk', { partOff: parseRate('0.5'), unitId: 'box' }),
      adjusted('theirs', 'vip', 'milk', { unitPrice: parseUnitPrice('1') }),
      adjusted('base', 'store', 'wine', { partOff: parseRate('0.1') }),
      adjusted('nothing', 'store', 'wine', {}),
    ],
  };
  let adjusting: Shop;
  beforeEach(async () => {
    adjusting = await openShop(rows);
    await adjusting.openShift();
  });
  afterEach(() => adjusting.close());

  it('lowers what the store agreed, for its own groups and in the unit of the adjustment', async () => {
    const { carts } = adjusting.selling;
    let cart = await carts.create(SELLER, { mode: 'live' });
    for (const barcode of [MILK, WINE]) cart = await carts.addLine(seen(cart), { lineId: newId(), barcode });
    expect(prices(cart)).toEqual([['6', 'p-milk-6.50'], ['31.5', null]]); // prettier-ignore
    const lineId = cart.lines[0]?.lineId ?? '';
    cart = await carts.changeLine(seen(cart), lineId, { quantity: parseQuantity('3') });
    expect(prices(cart)[0]).toEqual(['5.5', 'p-milk-6']);
  });

  it('stands in the record of the sale', async () => {
    const basket = {
      transactionId: newId(), mode: 'live', answers: [], registerTime: null, lines: [{ lineId: newId(), barcode: MILK }],
      tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '6' }],
    } as const; // prettier-ignore
    const { capsules } = await adjusting.selling.sales.sell(SELLER, basket, { deviceId: 'device-1', key: 'k', fingerprint: 'f' });
    const { body } = JSON.parse(capsules[0]?.record ?? '') as { body: SaleBodyWire };
    expect(body.lines[0]).toMatchObject({ unitPrice: '6', priceId: 'p-milk-6.50', priceAdjustmentId: 'ours' });
  });
});
