import { MILK, price, putRows } from '@app/testing';
import { openShop, type Shop } from '../a-shop';
import { aCartWith, aKey, aLine, bodyOf, cash, PAID, request, sold } from './a-basket';

let shop: Shop;
beforeEach(async () => (shop = await openShop()));
afterEach(() => shop.close());

describe('a shift', () => {
  it('must be open to sell, when the cart begins and when it is checked out', async () => {
    await expect(sold(shop)).rejects.toMatchObject({ code: 'shift.not-open' });
    await shop.openShift();
    const cart = await shop.selling.carts.addCash(request(await aCartWith(shop, aLine(MILK))), aKey(), cash('6.90'));
    await shop.store.unitOfWork.run((tx) => tx.run("UPDATE {shift} SET state = 'closed'"));
    await expect(shop.selling.sales.checkout(request(cart), aKey(), PAID)).rejects.toMatchObject({ code: 'shift.not-open' });
  });

  it('gives its day to a sale after midnight, and prices are those of the new day', async () => {
    await shop.openShift();
    await putRows(shop.catalogFile, { price: [price('milk', '5', 'pcs', { validFrom: '2026-08-11' })] }, 2);
    shop.clock.at = Date.parse('2026-08-10T21:30:00Z');
    const sale = await sold(shop);
    expect(sale).toMatchObject({ gross: '10.00', receipt: { businessDate: '2026-08-10', soldAt: '2026-08-11 00:30:00' } });
    expect(bodyOf(sale).header).toMatchObject({ businessDate: '2026-08-10', businessAt: shop.clock.at });
  });
});

describe('training', () => {
  it('needs no shift, has its own numbers and is counted nowhere', async () => {
    const sale = await sold(shop, { mode: 'training' });
    expect(sale).toMatchObject({ receiptNumber: 'TRAINING-1-r1-0001', perpetualTotal: '0', receipt: { isTraining: true } });
    expect(bodyOf(sale).header).toMatchObject({ type: 'training-sale', counter: null, shiftId: null });
    await shop.openShift();
    expect(await sold(shop)).toMatchObject({ receiptNumber: '1-r1-0001', perpetualTotal: '1386' });
  });
});
