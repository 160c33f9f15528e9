import type { RequestKey } from '@app/channel-db';
import { newId, parseQuantity } from '@app/kernel';
import { decodeRecord, type SaleBody } from '@app/protocol';
import { DEPOSIT_ROWS, depositSlip, EMPTY_BOTTLE, MILK, NOON, price, putRows, WINE } from '@app/testing';
import type { CartBody, SaleAnswer, WantedLine } from '../src';
import { openShop, SELLER, type Shop } from './a-shop';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop(DEPOSIT_ROWS);
  await shop.openShift();
});
afterEach(() => shop.close());

let keys = 0;
const aKey = (): RequestKey => ({ deviceId: 'device-1', key: `key-${(keys += 1)}`, fingerprint: 'a'.repeat(64) });
const seen = (cart: CartBody) => ({ seller: SELLER, cartId: cart.transactionId, seen: cart.revision });
const line = (barcode: string, quantity = '1'): WantedLine => ({ lineId: newId(), barcode, quantity: parseQuantity(quantity) });
const begin = () => shop.selling.carts.create(SELLER, { mode: 'live' });
const add = (cart: CartBody, wanted: WantedLine) => shop.selling.carts.addLine(seen(cart), wanted);
const shown = (cart: CartBody) => cart.lines.filter(({ isVoided }) => !isVoided).map((one) => `${one.quantity} ${one.name} ${one.gross}`);
const basket = (lines: readonly WantedLine[], amount: string, transactionId = newId()) => ({
  transactionId, mode: 'live', lines, answers: [], tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount }], registerTime: null,
} as const); // prettier-ignore
const bodyOf = (sale: SaleAnswer): SaleBody => {
  const decoded = decodeRecord(sale.capsules[0]?.record ?? '');
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.record.body as SaleBody;
};

describe('a deposit', () => {
  it('comes with its bottle, follows it and goes with it', async () => {
    const wanted = line(MILK, '2');
    let cart = await add(await begin(), wanted);
    expect(shown(cart)).toEqual(['2 milk 13.86', '2 bottle 0.60']);
    expect(cart.lines[1]).toMatchObject({ linkedTo: wanted.lineId, isDeposit: true, tax: '0.00' });
    expect(cart.totals).toMatchObject({ gross: '14.46', itemCount: 2 });
    cart = await shop.selling.carts.changeLine(seen(cart), wanted.lineId, { quantity: parseQuantity('3') });
    expect(shown(cart)).toEqual(['3 milk 20.79', '3 bottle 0.90']);
    expect(await add(cart, wanted)).toMatchObject({ revision: cart.revision });
    expect(shown(await shop.selling.carts.voidLine(seen(cart), wanted.lineId))).toEqual([]);
  });

  it('is what it was when the bottle was scanned, after the catalog has changed', async () => {
    const cart = await add(await begin(), line(MILK));
    await putRows(shop.catalogFile, { price: [price('bottle', '0.50', 'pcs', { validFrom: '2026-08-10' })] }, 2);
    expect(shown(await add(cart, line(MILK)))).toEqual(['1 milk 6.93', '1 bottle 0.30', '1 milk 6.93', '1 bottle 0.50']);
  });

  it('without a price stops the sale of its bottle, which would be sold without it', async () => {
    await shop.close();
    shop = await openShop({ ...DEPOSIT_ROWS, price: [price('milk', '6.93')] });
    await shop.openShift();
    await expect(add(await begin(), line(MILK))).rejects.toMatchObject({ code: 'product.no-price', details: { productId: 'bottle' } });
  });

  it('is in the record with its line, and comes back with the bottle by receipt', async () => {
    const sale = await shop.selling.sales.sell(SELLER, basket([line(MILK, '3')], '21.70'), aKey());
    const [milk, bottle] = bodyOf(sale).lines;
    expect(bottle).toMatchObject({ linkedTo: { lineId: milk?.lineId }, isDeposit: true, quantity: 3000, gross: '0.90' });
    const given = { receiptNumber: sale.receiptNumber, reason: 'damaged' };
    const chosen = (soldLineId = '', quantity: string) => [{ lineId: newId(), soldLineId, quantity: parseQuantity(quantity) }];
    const back = await shop.selling.returns.begin(SELLER, { ...given, transactionId: newId(), lines: chosen(milk?.lineId, '2') }, aKey());
    expect(shown(back)).toEqual(['-2 milk -13.86', '-2 bottle -0.60']);
    expect(back.requirements).toEqual([]);
    const paid = [{ tenderId: newId(), tenderTypeId: 'cash', amount: back.payable.find(({ tenderTypeId }) => tenderTypeId === 'cash')?.amount ?? '' }]; // prettier-ignore
    await shop.selling.sales.checkout(seen(back), aKey(), { registerTime: null, tenders: paid });
    const rest = await shop.selling.returns.begin(SELLER, { ...given, transactionId: newId(), lines: chosen(milk?.lineId, '1') }, aKey());
    expect(shown(rest)).toEqual(['-1 milk -6.93', '-1 bottle -0.30']);
  });

  it('is asked for once when the same basket comes again under another key', async () => {
    const wanted = basket([line(MILK)], '7.20');
    const sale = await shop.selling.sales.sell(SELLER, wanted, aKey());
    expect(await shop.selling.sales.sell(SELLER, wanted, aKey())).toEqual(sale);
  });
});

describe('empties', () => {
  it('are taken back as fewer than none, with and without goods', async () => {
    const cart = await add(await begin(), line(EMPTY_BOTTLE, '-10'));
    expect([shown(cart), cart.totals.gross, cart.requirements]).toEqual([['-10 bottle -3.00'], '-3.00', []]);
    const sale = await shop.selling.sales.sell(SELLER, basket([line(EMPTY_BOTTLE, '-2'), line(MILK)], '6.60'), aKey());
    expect(sale).toMatchObject({ gross: '6.63', perpetualTotal: '663' });
  });

  it('are packaging, never goods', async () => {
    const cart = await begin();
    await expect(add(cart, line(MILK, '-1'))).rejects.toMatchObject({ code: 'line.quantity-invalid', details: { field: '/quantity' } });
    await expect(add(cart, line(WINE, '-1'))).rejects.toMatchObject({ code: 'line.quantity-invalid' });
    await expect(add(cart, line(EMPTY_BOTTLE, '0'))).rejects.toMatchObject({ code: 'line.quantity-invalid' });
  });

  it('that come back by a receipt are no goods to give back twice', async () => {
    const sale = await shop.selling.sales.sell(SELLER, basket([line(EMPTY_BOTTLE, '-1'), line(MILK)], '6.90'), aKey());
    const soldLineId = bodyOf(sale).lines[0]?.lineId ?? '';
    const given = { transactionId: newId(), receiptNumber: sale.receiptNumber, reason: 'damaged', lines: [{ lineId: newId(), soldLineId, quantity: null }] }; // prettier-ignore
    await expect(shop.selling.returns.begin(SELLER, given, aKey())).rejects.toMatchObject({ code: 'return.line-unknown' });
  });
});

it('the code of a slip that was paid out is free again after 180 days, and then paid out once more', async () => {
  const code = depositSlip(7, 300);
  const slip = (): WantedLine => ({ lineId: newId(), barcode: code });
  const pay = () => shop.selling.sales.sell(SELLER, basket([slip()], '-3.00'), aKey());
  expect(await pay()).toMatchObject({ gross: '-3.00' });
  const days = (count: number) => void (shop.clock.at = NOON + count * 86_400_000);
  days(180);
  await expect(pay()).rejects.toMatchObject({ code: 'deposit-slip.used' });
  await expect(add(await begin(), slip())).rejects.toMatchObject({ code: 'deposit-slip.used' });
  days(180.1);
  expect((await add(await begin(), slip())).lines).toHaveLength(1);
  expect(await pay()).toMatchObject({ gross: '-3.00' });
  await expect(pay()).rejects.toMatchObject({ code: 'deposit-slip.used' });
});
