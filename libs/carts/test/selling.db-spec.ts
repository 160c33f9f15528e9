import { findCart, findSale, insertAttempt, updateCart, soldLinesOf, type RequestKey, type TenderAttempt } from '@app/channel-db';
import { addApproved } from '@app/commerce';
import type { Tx } from '@app/database';
import { amount, checkDigitFor, newId, parseQuantity } from '@app/kernel';
import { decodeRecord, sha256Hex, type SaleBody } from '@app/protocol';
import { acceptedCart, type Basket, type CartBody, type SaleAnswer, type Seller, type WantedLine } from '../src';
import { APPLES, MILK, NOON, price, putRows, SIX_PACK, WINE } from '@app/testing';
import { openShop, SELLER, type Shop } from './a-shop';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

let keys = 0;
const aKey = (change: Partial<RequestKey> = {}): RequestKey => ({
  deviceId: 'device-1',
  key: `key-${(keys += 1)}`,
  fingerprint: 'a'.repeat(64),
  ...change,
});
const request = (cart: CartBody, seller: Seller = SELLER) => ({ seller, cartId: cart.transactionId, seen: cart.revision });
const aLine = (barcode: string, change: Partial<WantedLine> = {}): WantedLine => ({ lineId: newId(), barcode, ...change });
const PAID = { registerTime: null, tenders: [] };
const cash = (value: string) => ({ tenderId: newId(), tenderTypeId: 'cash', amount: value });
const label = (body: string) => body + checkDigitFor(body);

async function aCartWith(...lines: WantedLine[]): Promise<CartBody> {
  let cart = await shop.selling.carts.create(SELLER, { mode: 'live' });
  for (const line of lines) cart = await shop.selling.carts.addLine(request(cart), line);
  return cart;
}

function aBasket(change: Partial<Basket> = {}): Basket {
  const lines = [aLine(MILK, { quantity: parseQuantity('2') })];
  return { transactionId: newId(), mode: 'live', lines, answers: [], tenders: [cash('20.00')], registerTime: null, ...change };
}

async function sold(basket: Partial<Basket> = {}): Promise<SaleAnswer> {
  return shop.selling.sales.sell(SELLER, aBasket(basket), aKey());
}

function bodyOf(sale: SaleAnswer) {
  const decoded = decodeRecord(sale.capsules[0]?.record ?? '');
  if (!decoded.ok) throw new Error(decoded.reason);
  return { header: decoded.record.header, body: decoded.record.body as SaleBody };
}

describe('the order flow', () => {
  beforeEach(() => shop.openShift());

  it('goes from a scan to a signed record and a receipt', async () => {
    const filled = await aCartWith(
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
    const cart = await aCartWith(aLine(MILK));
    const basket = aBasket({ transactionId: cart.transactionId, lines: [], tenders: [cash('10.00')] });
    const sale = await shop.selling.sales.sell(SELLER, basket, aKey());
    expect(sale).toMatchObject({ gross: '6.93', change: '3.10' });
    expect(await shop.selling.sales.sell(SELLER, basket, aKey())).toEqual(sale);
    const other = shop.selling.sales.sell(SELLER, { ...basket, tenders: [cash('20.00')] }, aKey());
    await expect(other).rejects.toMatchObject({ code: 'transaction.id-taken' });
  });

  it('takes the cash with the checkout', async () => {
    const cart = await aCartWith(aLine(MILK));
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
    const cart = await aCartWith(line);
    const again = await shop.selling.carts.addLine({ ...request(cart), seen: 1 }, line);
    expect(again).toEqual(cart);
  });

  it('refuses a change decided on an older revision, and stores nothing of it', async () => {
    const cart = await aCartWith(aLine(MILK));
    const stale = { ...request(cart), seen: cart.revision - 1 };
    await expect(shop.selling.carts.addLine(stale, aLine(WINE))).rejects.toMatchObject({ code: 'cart.revision-stale' });
    expect(await shop.selling.carts.show(SELLER, cart.transactionId)).toEqual(cart);
  });

  it('lets one of two changes at once win', async () => {
    const cart = await aCartWith();
    const both = await Promise.allSettled([MILK, WINE].map((code) => shop.selling.carts.addLine(request(cart), aLine(code))));
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await shop.selling.carts.show(SELLER, cart.transactionId)).lines).toHaveLength(1);
  });

  it('adds six with one scan of a six-pack, and names what nobody knows', async () => {
    const cart = await aCartWith(aLine(SIX_PACK, { quantity: parseQuantity('2') }));
    expect(cart.lines[0]).toMatchObject({ productId: 'milk', quantity: '12' });
    await expect(shop.selling.carts.addLine(request(cart), aLine('4006381333931'))).rejects.toMatchObject({ code: 'barcode.unknown' });
    await expect(shop.selling.carts.addLine(request(cart), { lineId: newId(), productId: 'x' })).rejects.toMatchObject({
      details: { field: '/productId' },
    });
  });

  it('shows a cart to its own register only', async () => {
    await shop.openShift('r2');
    const cart = await aCartWith();
    const other = { ...SELLER, registerId: 'r2' };
    await expect(shop.selling.carts.show(other, cart.transactionId)).rejects.toMatchObject({ code: 'cart.unknown' });
    await expect(shop.selling.carts.create(other, { transactionId: cart.transactionId, mode: 'live' })).rejects.toMatchObject({
      code: 'cart.id-taken',
    });
    expect(await shop.selling.carts.create(SELLER, { transactionId: cart.transactionId, mode: 'live' })).toEqual(cart);
  });

  it('keeps asking until age, weight and price are answered', async () => {
    let cart = await aCartWith(aLine(WINE), aLine(APPLES), { lineId: newId(), productId: 'repair' });
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
    expect((await sold()).receiptNumber).toBe('1-r1-0002');
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
    const cart = await aCartWith(aLine(WINE));
    const [key, given] = [aKey(), cash('10.00')];
    const paid = await shop.selling.carts.addCash(request(cart), key, given);
    expect(await shop.selling.carts.addCash(request(cart), key, given)).toEqual(paid);
    expect(await shop.selling.carts.addCash(request(cart), aKey(), given)).toEqual(paid);
  });

  it('checks out once, also under a new key', async () => {
    const cart = await shop.selling.carts.addCash(request(await aCartWith(aLine(MILK))), aKey(), cash('6.90'));
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
    await expect(sold({ lines })).rejects.toMatchObject({ code: 'barcode.unknown', details: { field: '/lines/1/barcode' } });
    await expect(sold({ tenders: [cash('1.005')] })).rejects.toMatchObject({
      code: 'amount.malformed',
      details: { field: '/tenders/0/amount' },
    });
    await expect(sold({ tenders: [cash('10.03')] })).rejects.toMatchObject({ details: { field: '/tenders/0/amount' } });
    await expect(sold({ tenders: [] })).rejects.toMatchObject({ code: 'cart.not-paid' });
    expect((await sold()).receiptNumber).toBe('1-r1-0001');
  });

  it('numbers without a gap and chains the records of a register', async () => {
    const sales = [await sold(), await sold(), await sold()];
    expect(sales.map(({ receiptNumber, perpetualTotal }) => [receiptNumber, perpetualTotal])).toEqual([
      ['1-r1-0001', '1386'], ['1-r1-0002', '2772'], ['1-r1-0003', '4158'],
    ]); // prettier-ignore
    expect(bodyOf(sales[2] as SaleAnswer).header.previousDigest).toBe(sales[1]?.capsules[0]?.digest);
  });

  it('prices by what the catalog says on the business day, in one version', async () => {
    expect(await sold()).toMatchObject({ gross: '13.86' });
    await putRows(shop.catalogFile, { price: [price('milk', '7.50', 'pcs', { validFrom: '2026-08-10' })] }, 2);
    const next = await sold();
    expect(next).toMatchObject({ gross: '15.00' });
    expect(bodyOf(next).header.catalogVersion).toBe(2);
  });
});

describe('a shift', () => {
  it('must be open to sell, when the cart begins and when it is checked out', async () => {
    await expect(sold()).rejects.toMatchObject({ code: 'shift.not-open' });
    await shop.openShift();
    const cart = await shop.selling.carts.addCash(request(await aCartWith(aLine(MILK))), aKey(), cash('6.90'));
    await shop.store.unitOfWork.run((tx) => tx.run("UPDATE {shift} SET state = 'closed'"));
    await expect(shop.selling.sales.checkout(request(cart), aKey(), PAID)).rejects.toMatchObject({ code: 'shift.not-open' });
  });

  it('gives its day to a sale after midnight, and prices are those of the new day', async () => {
    await shop.openShift();
    await putRows(shop.catalogFile, { price: [price('milk', '5', 'pcs', { validFrom: '2026-08-11' })] }, 2);
    shop.clock.at = Date.parse('2026-08-10T21:30:00Z');
    const sale = await sold();
    expect(sale).toMatchObject({ gross: '10.00', receipt: { businessDate: '2026-08-10', soldAt: '2026-08-11 00:30:00' } });
    expect(bodyOf(sale).header).toMatchObject({ businessDate: '2026-08-10', businessAt: shop.clock.at });
  });
});

describe('training', () => {
  it('needs no shift, has its own numbers and is counted nowhere', async () => {
    const sale = await sold({ mode: 'training' });
    expect(sale).toMatchObject({ receiptNumber: 'TRAINING-1-r1-0001', perpetualTotal: '0', receipt: { isTraining: true } });
    expect(bodyOf(sale).header).toMatchObject({ type: 'training-sale', counter: null, shiftId: null });
    await shop.openShift();
    expect(await sold()).toMatchObject({ receiptNumber: '1-r1-0001', perpetualTotal: '1386' });
  });
});

describe('a cart with a payment that may have moved money', () => {
  const attempt = (cart: CartBody, state: TenderAttempt['state']): TenderAttempt => ({
    attemptId: newId(), cartId: cart.transactionId, channelId: 'store-1', registerId: 'r1', tenderTypeId: 'card', function: 'card', kind: 'payment',
    reversesAttemptId: null, drivenBy: 'box', terminalId: null, state, currency: 'ILS', requestedAmount: amount(100), approvedAmount: null,
    authorization: null, cardLastDigits: null, accountNumber: null, stateReason: null, decidedBy: null, startedAt: NOON, settledAt: null,
  }); // prettier-ignore

  it.each(['started', 'unknown'] as const)('is neither checked out nor voided while one is %s', async (state) => {
    await shop.openShift();
    const cart = await shop.selling.carts.addCash(request(await aCartWith(aLine(MILK))), aKey(), cash('6.90'));
    await shop.store.unitOfWork.run((tx) => insertAttempt(tx, attempt(cart, state)));
    await expect(shop.selling.sales.checkout(request(cart), aKey(), PAID)).rejects.toMatchObject({ code: 'cart.tender-unclear' });
    await expect(shop.selling.carts.void(request(cart), aKey(), null)).rejects.toMatchObject({ code: 'cart.tender-unclear' });
    expect(await shop.selling.carts.show(SELLER, cart.transactionId)).toEqual(cart);
  });
});

describe('a payment made by attempt', () => {
  const approved = (transactionId: string, value: number) => async (tx: Tx) => {
    const cart = await findCart(tx, transactionId);
    const type = (await shop.catalog.rules('store-1'))?.tenderTypes.get('card');
    if (!cart || !type) throw new Error('the cart and the card are there');
    const given = {
      tenderId: newId(),
      tenderTypeId: 'card',
      amount: amount(value),
      attemptId: newId(),
      authorization: 'A1',
      cardLastDigits: '4242',
      giftCardNumber: null,
    };
    await updateCart(tx, { ...acceptedCart(addApproved(cart, given, type)), revision: cart.revision + 1 }, cart.revision, NOON);
  };

  it('counts in the one request that finishes its transaction', async () => {
    await shop.openShift();
    const line = aLine(MILK);
    const cart = await aCartWith(line);
    await shop.store.unitOfWork.run(approved(cart.transactionId, 500));
    const basket = aBasket({ transactionId: cart.transactionId, lines: [line], tenders: [cash('1.90')] });
    const sale = await shop.selling.sales.sell(SELLER, basket, aKey());
    expect(sale).toMatchObject({
      gross: '6.93',
      due: '6.90',
      receipt: { tenders: [{ cardLastDigits: '4242', amount: '5.00' }, { amount: '1.90' }] },
    });
    expect(await shop.selling.sales.sell(SELLER, basket, aKey())).toEqual(sale);
  });

  it('is given back before its tender or its cart is voided', async () => {
    await shop.openShift();
    const cart = await aCartWith(aLine(MILK));
    await shop.store.unitOfWork.run(approved(cart.transactionId, 500));
    const paid = await shop.selling.carts.show(SELLER, cart.transactionId);
    const voided = shop.selling.carts.voidTender(request(paid), aKey(), paid.tenders[0]?.tenderId ?? '');
    await expect(voided).rejects.toMatchObject({ code: 'tender.needs-reversal' });
    await expect(shop.selling.carts.void(request(paid), aKey(), null)).rejects.toMatchObject({ code: 'tender.needs-reversal' });
  });
});

describe('voiding', () => {
  beforeEach(() => shop.openShift());

  it('records the cart, hands the record over and refuses everything after', async () => {
    const cart = await aCartWith(aLine(MILK), aLine(WINE));
    const voided = await shop.selling.carts.void(request(cart), aKey(), 'left');
    expect(voided).toMatchObject({ status: 'voided', totals: { gross: '46.83' } });
    const decoded = decodeRecord(voided.capsules[0]?.record ?? '');
    expect(decoded).toMatchObject({
      ok: true,
      record: { type: 'void', header: { recordId: cart.transactionId }, body: { gross: '46.83', reason: 'left' } },
    });
    await expect(shop.selling.carts.addLine(request(voided), aLine(MILK))).rejects.toMatchObject({ code: 'cart.not-open' });
  });

  it('puts both persons on record where a second one stood in', async () => {
    const cart = await aCartWith(aLine(MILK));
    const lineId = cart.lines[0]?.lineId ?? '';
    const voided = await shop.selling.carts.voidLine({ ...request(cart), seller: { ...SELLER, approvedBy: 'boss' } }, lineId);
    const decoded = decodeRecord(voided.capsules[0]?.record ?? '');
    expect(decoded).toMatchObject({
      record: {
        type: 'audit',
        header: { staffId: 'anna' },
        body: { event: 'override', approvedBy: 'boss', details: { operation: 'cart.void-line' } },
      },
    });
  });
});

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
    const sale = await sold({ lines: [aLine(MILK, { quantity: parseQuantity('3') })], tenders: [cash('20.80')] });
    const parts = [await refunded(await back(sale, '1')), await refunded(await back(sale, '1')), await refunded(await back(sale, null))];
    expect(parts.map(({ gross }) => gross)).toEqual(['-6.93', '-6.93', '-6.93']);
    const taxes = parts.map((part) => Number(bodyOf(part).body.totals.tax)).reduce((a, b) => a + b, 0);
    expect(taxes).toBeCloseTo(-Number(bodyOf(sale).body.totals.tax), 10);
    const [line] = await soldLinesOf(shop.store.reader, [sale.transactionId]);
    expect(line).toMatchObject({ quantity: 3000, returnedQuantity: 3000 });
    await expect(back(sale, null)).rejects.toMatchObject({ code: 'return.quantity-exceeded' });
  });

  it('guards what is left also between two carts', async () => {
    const sale = await sold();
    const [one, two] = [await back(sale, '2'), await back(sale, '1')];
    await refunded(one);
    await expect(refunded(two)).rejects.toMatchObject({ code: 'return.sale-changed' });
  });

  it('answers the same return to the same key, and finds no receipt of elsewhere', async () => {
    const [sale, key] = [await sold(), aKey()];
    const cart = await back(sale, '1', key);
    expect(cart.lines[0]).toMatchObject({ quantity: '-1', returnOf: { receiptNumber: sale.receiptNumber } });
    expect(await back(sale, '1', key)).toEqual(cart);
    await expect(back({ ...sale, receiptNumber: 'nothing' }, '1')).rejects.toMatchObject({
      code: 'transaction.unknown',
      details: { field: '/receiptNumber' },
    });
  });

  it('takes no training sale back', async () => {
    const sale = await sold({ mode: 'training' });
    await expect(back(sale, '1')).rejects.toMatchObject({ code: 'return.training' });
  });
});

describe('look-up', () => {
  beforeEach(() => shop.openShift());

  it('pages through sales, latest first, and finds one by receipt number', async () => {
    for (let minute = 0; minute < 3; minute += 1) {
      shop.clock.at = NOON + minute * 60_000;
      await sold();
    }
    const first = await shop.selling.transactions.list(SELLER, { after: undefined, limit: 2 });
    const rest = await shop.selling.transactions.list(SELLER, { after: first.at(-1), limit: 2 });
    expect([...first, ...rest].map(({ receiptNumber }) => receiptNumber)).toEqual(['1-r1-0003', '1-r1-0002', '1-r1-0001']);
    expect(await shop.selling.transactions.list(SELLER, { receiptNumber: '1-r1-0002', after: undefined, limit: 9 })).toMatchObject([
      { gross: '13.86' },
    ]);
  });

  it('shows a sale with its record to its channel only', async () => {
    const sale = await sold();
    expect(await shop.selling.transactions.show(SELLER, sale.transactionId)).toMatchObject({
      capsule: sale.capsules[0],
      returned: [{ quantity: '0' }],
    });
    const elsewhere = { ...SELLER, channelId: 'store-2' };
    await expect(shop.selling.transactions.show(elsewhere, sale.transactionId)).rejects.toMatchObject({ code: 'transaction.unknown' });
  });
});
