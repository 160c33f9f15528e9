import { NOON } from '@app/testing';
import { openShop, SELLER, type Shop } from '../a-shop';
import { sold } from './a-basket';

let shop: Shop;
beforeEach(async () => (shop = await openShop()));
afterEach(() => shop.close());

describe('look-up', () => {
  beforeEach(() => shop.openShift());

  it('pages through sales, latest first, and finds one by receipt number', async () => {
    for (let minute = 0; minute < 3; minute += 1) {
      shop.clock.at = NOON + minute * 60_000;
      await sold(shop);
    }
    const first = await shop.selling.transactions.list(SELLER, { after: undefined, limit: 2 });
    const rest = await shop.selling.transactions.list(SELLER, { after: first.at(-1), limit: 2 });
    expect([...first, ...rest].map(({ receiptNumber }) => receiptNumber)).toEqual(['1-r1-0003', '1-r1-0002', '1-r1-0001']);
    expect(await shop.selling.transactions.list(SELLER, { receiptNumber: '1-r1-0002', after: undefined, limit: 9 })).toMatchObject([
      { gross: '13.86' },
    ]);
  });

  it('shows a sale with its record to its channel only', async () => {
    const sale = await sold(shop);
    expect(await shop.selling.transactions.show(SELLER, sale.transactionId)).toMatchObject({
      capsule: sale.capsules[0],
      returned: [{ quantity: '0' }],
    });
    const elsewhere = { ...SELLER, channelId: 'store-2' };
    await expect(shop.selling.transactions.show(elsewhere, sale.transactionId)).rejects.toMatchObject({ code: 'transaction.unknown' });
  });
});
