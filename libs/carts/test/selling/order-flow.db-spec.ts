import { findSale } from '@app/channel-db';
import { newId, parseQuantity } from '@app/kernel';
import { sha256Hex } from '@app/protocol';
import { APPLES, MILK, SIX_PACK, WINE } from '@app/testing';
import { openShop, SELLER, type Shop } from '../a-shop';
import { aBasket, aCartWith, aKey, aLine, bodyOf, cash, label, PAID, request } from './a-basket';

let shop: Shop;
beforeEach(async () => (shop = await openShop()));
afterEach(() => shop.close());

describe('the order flow', () => {
  beforeEach(() => shop.openShift());

  it('goes from a scan to a signed record and a receipt', async () => {
    const filled = await aCartWith(
      shop,
      aLine(MILK, { quantity: parseQuantity('3') }),
      aLine(label('210012301234')),
      aLine(label('290012301500')),
    );
    expect(filled.lines.map((line) => [line.name, line.quantity, line.entry, line.gross])).toEqual([
      ['milk', '3', 'scanned', '20.79'], ['apples', '1.387', 'price-label', '12.34'], ['apples', '1.5', 'weight-label', '13.35'],
    ]); // prettier-ignore
    expect(filled.payable).toEqual([
      { tenderTypeId: 'card', amount: '46.48' },
      { tenderTypeId: 'cash', amount: '46.50' },
    ]);
    const paid = await shop.selling.carts.addCash(request(filled), aKey(), cash('50.00'));
    expect(paid.totals).toMatchObject({ gross: '46.48', rounding: '0.02', due: '46.50', change: '3.50', remaining: '0.00' });
    const sale = await shop.selling.sales.checkout(request(paid), aKey(), PAID);
    expect(sale).toMatchObject({ receiptNumber: '1-r1-0001', gross: '46.48', perpetualTotal: '4648' });
    const [capsule] = sale.capsules;
    expect(sha256Hex(capsule?.record ?? '')).toBe(capsule?.digest);
    expect(bodyOf(sale).body).toMatchObject({ totals: { itemCount: 5, lineCount: 3 }, inputs: { priceDate: '2026-08-10' } });
    expect(await findSale(shop.store.reader, sale.transactionId)).toMatchObject({ gross: 4648, lineCount: 3 });
    const receipt = await shop.selling.receipts.show(SELLER, sale.transactionId);
    expect(receipt).toEqual(sale.receipt);
    expect(receipt.staffName).toBe('Anna');
  });

  it('finishes a cart with one request that brings the rest, once', async () => {
    const cart = await aCartWith(shop, aLine(MILK));
    const basket = aBasket({ transactionId: cart.transactionId, lines: [], tenders: [cash('10.00')] });
    const sale = await shop.selling.sales.sell(SELLER, basket, aKey());
    expect(sale).toMatchObject({ gross: '6.93', change: '3.10' });
    expect(await shop.selling.sales.sell(SELLER, basket, aKey())).toEqual(sale);
    const other = shop.selling.sales.sell(SELLER, { ...basket, tenders: [cash('20.00')] }, aKey());
    await expect(other).rejects.toMatchObject({ code: 'transaction.id-taken' });
  });

  it('takes the cash with the checkout', async () => {
    const cart = await aCartWith(shop, aLine(MILK));
    const short = { registerTime: null, tenders: [cash('5.00')] };
    await expect(shop.selling.sales.checkout(request(cart), aKey(), short)).rejects.toMatchObject({
      code: 'cart.not-paid',
      details: { remaining: '1.93' },
    });
    expect(await shop.selling.carts.show(SELLER, cart.transactionId)).toEqual(cart);
    const sale = await shop.selling.sales.checkout(request(cart), aKey(), { registerTime: null, tenders: [cash('10.00')] });
    expect(sale).toMatchObject({ due: '6.90', change: '3.10' });
    expect((await shop.selling.carts.show(SELLER, cart.transactionId)).tenders).toHaveLength(1);
  });

  it('adds a line once, whatever the caller has seen since', async () => {
    const line = aLine(MILK);
    const cart = await aCartWith(shop, line);
    const again = await shop.selling.carts.addLine({ ...request(cart), seen: 1 }, line);
    expect(again).toEqual(cart);
  });

  it('refuses a change decided on an older revision, and stores nothing of it', async () => {
    const cart = await aCartWith(shop, aLine(MILK));
    const stale = { ...request(cart), seen: cart.revision - 1 };
    await expect(shop.selling.carts.addLine(stale, aLine(WINE))).rejects.toMatchObject({ code: 'cart.revision-stale' });
    expect(await shop.selling.carts.show(SELLER, cart.transactionId)).toEqual(cart);
  });

  it('lets one of two changes at once win', async () => {
    const cart = await aCartWith(shop);
    const both = await Promise.allSettled([MILK, WINE].map((code) => shop.selling.carts.addLine(request(cart), aLine(code))));
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await shop.selling.carts.show(SELLER, cart.transactionId)).lines).toHaveLength(1);
  });

  it('adds six with one scan of a six-pack, and names what nobody knows', async () => {
    const cart = await aCartWith(shop, aLine(SIX_PACK, { quantity: parseQuantity('2') }));
    expect(cart.lines[0]).toMatchObject({ productId: 'milk', quantity: '12' });
    await expect(shop.selling.carts.addLine(request(cart), aLine('4006381333931'))).rejects.toMatchObject({ code: 'barcode.unknown' });
    await expect(shop.selling.carts.addLine(request(cart), { lineId: newId(), productId: 'x' })).rejects.toMatchObject({
      details: { field: '/productId' },
    });
  });

  it('shows a cart to its own register only', async () => {
    await shop.openShift('r2');
    const cart = await aCartWith(shop);
    const other = { ...SELLER, registerId: 'r2' };
    await expect(shop.selling.carts.show(other, cart.transactionId)).rejects.toMatchObject({ code: 'cart.unknown' });
    await expect(shop.selling.carts.create(other, { transactionId: cart.transactionId, mode: 'live' })).rejects.toMatchObject({
      code: 'cart.id-taken',
    });
    expect(await shop.selling.carts.create(SELLER, { transactionId: cart.transactionId, mode: 'live' })).toEqual(cart);
  });

  it('keeps asking until age, weight and price are answered', async () => {
    let cart = await aCartWith(shop, aLine(WINE), aLine(APPLES), { lineId: newId(), productId: 'repair' });
    expect(cart.requirements.map(({ kind }) => kind)).toEqual(['weight', 'price', 'age']);
    const [, apples, repair] = cart.lines;
    cart = await shop.selling.carts.answer(request(cart), {
      kind: 'weight',
      lineId: apples?.lineId ?? '',
      weight: parseQuantity('0.5'),
      isWeightKeyed: true,
    });
    cart = await shop.selling.carts.changeLine(request(cart), repair?.lineId ?? '', { unitPrice: 100_000 as never });
    await expect(shop.selling.sales.checkout(request(cart), aKey(), PAID)).rejects.toMatchObject({
      code: 'cart.requirement-open',
      details: { requirement: 'age' },
    });
    cart = await shop.selling.carts.answer(request(cart), { kind: 'age', outcome: 'confirmed' });
    expect(cart).toMatchObject({ requirements: [], totals: { gross: '54.35' } });
  });
});
