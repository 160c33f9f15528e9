import { soldLinesOf } from '@app/channel-db';
import { newId, parseQuantity } from '@app/kernel';
import { MILK } from '@app/testing';
import type { CartBody, SaleAnswer } from '../../src';
import { openShop, SELLER, type Shop } from '../a-shop';
import { aKey, aLine, bodyOf, cash, PAID, request, sold } from './a-basket';

let shop: Shop;
beforeEach(async () => (shop = await openShop()));
afterEach(() => shop.close());

describe('a return by receipt', () => {
  beforeEach(() => shop.openShift());

  const back = async (sale: SaleAnswer, quantity: string | null, key = aKey()): Promise<CartBody> => {
    const [line] = bodyOf(sale).body.lines;
    const lines = [{ lineId: newId(), soldLineId: line?.lineId ?? '', quantity: quantity === null ? null : parseQuantity(quantity) }];
    return shop.selling.returns.begin(SELLER, { transactionId: newId(), receiptNumber: sale.receiptNumber, lines, reason: 'damaged' }, key);
  };
  const refunded = async (cart: CartBody): Promise<SaleAnswer> => {
    const payable = cart.payable.find((one) => one.tenderTypeId === 'cash')?.amount ?? '';
    const paid = await shop.selling.carts.addCash(request(cart), aKey(), cash(payable));
    return shop.selling.sales.checkout(request(paid), aKey(), PAID);
  };

  it('gives back exactly what was charged, in whatever pieces', async () => {
    const sale = await sold(shop, { lines: [aLine(MILK, { quantity: parseQuantity('3') })], tenders: [cash('20.80')] });
    const parts = [await refunded(await back(sale, '1')), await refunded(await back(sale, '1')), await refunded(await back(sale, null))];
    expect(parts.map(({ gross }) => gross)).toEqual(['-6.93', '-6.93', '-6.93']);
    const taxes = parts.map((part) => Number(bodyOf(part).body.totals.tax)).reduce((a, b) => a + b, 0);
    expect(taxes).toBeCloseTo(-Number(bodyOf(sale).body.totals.tax), 10);
    const [line] = await soldLinesOf(shop.store.reader, [sale.transactionId]);
    expect(line).toMatchObject({ quantity: 3000, returnedQuantity: 3000 });
    await expect(back(sale, null)).rejects.toMatchObject({ code: 'return.quantity-exceeded' });
  });

  it('guards what is left also between two carts', async () => {
    const sale = await sold(shop);
    const [one, two] = [await back(sale, '2'), await back(sale, '1')];
    await refunded(one);
    await expect(refunded(two)).rejects.toMatchObject({ code: 'return.sale-changed' });
  });

  it('answers the same return to the same key, and finds no receipt of elsewhere', async () => {
    const [sale, key] = [await sold(shop), aKey()];
    const cart = await back(sale, '1', key);
    expect(cart.lines[0]).toMatchObject({ quantity: '-1', returnOf: { receiptNumber: sale.receiptNumber } });
    expect(await back(sale, '1', key)).toEqual(cart);
    await expect(back({ ...sale, receiptNumber: 'nothing' }, '1')).rejects.toMatchObject({
      code: 'transaction.unknown',
      details: { field: '/receiptNumber' },
    });
  });

  it('takes no training sale back', async () => {
    const sale = await sold(shop, { mode: 'training' });
    await expect(back(sale, '1')).rejects.toMatchObject({ code: 'return.training' });
  });
});
