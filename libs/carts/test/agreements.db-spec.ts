import { newId, parseQuantity, parseUnitPrice } from '@app/kernel';
import { MILK, price, SHOP_ROWS } from '@app/testing';
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
