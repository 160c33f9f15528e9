import { parseQuantity } from '@app/kernel';
import { MILK, price, putRows, WINE } from '@app/testing';
import type { SaleAnswer } from '../../src';
import { openShop, SELLER, type Shop } from '../a-shop';
import { aBasket, aCartWith, aKey, aLine, bodyOf, cash, PAID, request, sold } from './a-basket';

let shop: Shop;
beforeEach(async () => (shop = await openShop()));
afterEach(() => shop.close());

describe('a request that comes again', () => {
  beforeEach(() => shop.openShift());

  it('gets the same answer under the same key, and is refused with another body', async () => {
    const basket = aBasket();
    const key = aKey();
    const first = await shop.selling.sales.sell(SELLER, basket, key);
    expect(await shop.selling.sales.sell(SELLER, basket, key)).toEqual(first);
    const other = { ...key, fingerprint: 'b'.repeat(64) };
    await expect(shop.selling.sales.sell(SELLER, basket, other)).rejects.toMatchObject({ code: 'idempotency.key-reused' });
  });

  it('sells once when both arrive at once', async () => {
    const [basket, key] = [aBasket(), aKey()];
    const [one, two] = await Promise.all([shop.selling.sales.sell(SELLER, basket, key), shop.selling.sales.sell(SELLER, basket, key)]);
    expect(two).toEqual(one);
  });

  it('sells once when the same basket arrives at once under two keys', async () => {
    const basket = aBasket();
    const [one, two] = await Promise.all([
      shop.selling.sales.sell(SELLER, basket, aKey()),
      shop.selling.sales.sell(SELLER, basket, aKey()),
    ]);
    expect(two).toEqual(one);
    expect((await sold(shop)).receiptNumber).toBe('1-r1-0002');
  });

  it('answers a known transaction under a new key when it is the same, and refuses another', async () => {
    const basket = aBasket();
    const first = await shop.selling.sales.sell(SELLER, basket, aKey());
    expect(await shop.selling.sales.sell(SELLER, basket, aKey())).toEqual(first);
    const more = basket.lines.map((line) => ({ ...line, quantity: parseQuantity('3') }));
    for (const other of [{ lines: more }, { tenders: [cash('20.00')] }, { mode: 'training' as const }]) {
      await expect(shop.selling.sales.sell(SELLER, { ...basket, ...other }, aKey())).rejects.toMatchObject({
        code: 'transaction.id-taken',
      });
    }
  });

  it('pays once: the tender id and the key both say so', async () => {
    const cart = await aCartWith(shop, aLine(WINE));
    const [key, given] = [aKey(), cash('10.00')];
    const paid = await shop.selling.carts.addCash(request(cart), key, given);
    expect(await shop.selling.carts.addCash(request(cart), key, given)).toEqual(paid);
    expect(await shop.selling.carts.addCash(request(cart), aKey(), given)).toEqual(paid);
  });

  it('checks out once, also under a new key', async () => {
    const cart = await shop.selling.carts.addCash(request(await aCartWith(shop, aLine(MILK))), aKey(), cash('6.90'));
    const sale = await shop.selling.sales.checkout(request(cart), aKey(), PAID);
    expect(await shop.selling.sales.checkout(request(cart), aKey(), PAID)).toEqual(sale);
    await expect(shop.selling.carts.create(SELLER, { transactionId: cart.transactionId, mode: 'training' })).rejects.toMatchObject({
      code: 'cart.id-taken',
    });
  });
});

describe('a basket in one request', () => {
  beforeEach(() => shop.openShift());

  it('says where in it something is wrong, and sells nothing', async () => {
    const lines = [aLine(MILK), aLine('4006381333931')];
    await expect(sold(shop, { lines })).rejects.toMatchObject({ code: 'barcode.unknown', details: { field: '/lines/1/barcode' } });
    await expect(sold(shop, { tenders: [cash('1.005')] })).rejects.toMatchObject({
      code: 'amount.malformed',
      details: { field: '/tenders/0/amount' },
    });
    await expect(sold(shop, { tenders: [cash('10.03')] })).rejects.toMatchObject({ details: { field: '/tenders/0/amount' } });
    await expect(sold(shop, { tenders: [] })).rejects.toMatchObject({ code: 'cart.not-paid' });
    expect((await sold(shop)).receiptNumber).toBe('1-r1-0001');
  });

  it('numbers without a gap and chains the records of a register', async () => {
    const sales = [await sold(shop), await sold(shop), await sold(shop)];
    expect(sales.map(({ receiptNumber, perpetualTotal }) => [receiptNumber, perpetualTotal])).toEqual([
      ['1-r1-0001', '1386'], ['1-r1-0002', '2772'], ['1-r1-0003', '4158'],
    ]); // prettier-ignore
    expect(bodyOf(sales[2] as SaleAnswer).header.previousDigest).toBe(sales[1]?.capsules[0]?.digest);
  });

  it('prices by what the catalog says on the business day, in one version', async () => {
    expect(await sold(shop)).toMatchObject({ gross: '13.86' });
    await putRows(shop.catalogFile, { price: [price('milk', '7.50', 'pcs', { validFrom: '2026-08-10' })] }, 2);
    const next = await sold(shop);
    expect(next).toMatchObject({ gross: '15.00' });
    expect(bodyOf(next).header.catalogVersion).toBe(2);
  });
});
