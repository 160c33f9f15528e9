import { insertAttempt, type TenderAttempt } from '@app/channel-db';
import { amount, formatUnitPrice, newId, parseQuantity } from '@app/kernel';
import { decodeRecord, type SaleBody } from '@app/protocol';
import { MILK, price, putRows, SHOP_ROWS, WINE } from '@app/testing';
import type { CartBody, SaleAnswer, WantedLine } from '../src';
import { openShop, SELLER, type Shop } from './a-shop';

/** 14:29 in the store, a minute before both prices change. */
const BEFORE = Date.parse('2026-08-10T11:29:00Z');
const CHANGE = Date.parse('2026-08-10T11:30:00Z');
const changing = { validFrom: '2026-08-10', validFromTime: '14:30' };

let shop: Shop;
afterEach(() => shop.close());

async function openAt(at: number, channel: object = {}): Promise<void> {
  const rows = {
    ...SHOP_ROWS,
    channel: SHOP_ROWS.channel?.map((row) => ({ ...row, ...channel })) ?? [],
    price: [price('milk', '6'), price('wine', '40'), price('milk', '7', 'pcs', changing), price('wine', '50', 'pcs', changing)],
  };
  shop = await openShop(rows, at);
  await shop.openShift();
}

const line = (barcode: string): WantedLine => ({ lineId: newId(), barcode });
const key = () => ({ deviceId: 'device-1', key: newId(), fingerprint: 'a'.repeat(64) });
const seen = (cart: CartBody) => ({ seller: SELLER, cartId: cart.transactionId, seen: cart.revision });
const cash = (amount: string) => ({ tenderId: newId(), tenderTypeId: 'cash', amount });
const begin = () => shop.selling.carts.create(SELLER, { mode: 'live' });
const scan = (cart: CartBody, barcode: string) => shop.selling.carts.addLine(seen(cart), line(barcode));
const prices = (cart: CartBody) => cart.lines.map(({ unitPrice }) => unitPrice);

function recordOf(sale: SaleAnswer) {
  const decoded = decodeRecord(sale.capsules[0]?.record ?? '');
  if (!decoded.ok) throw new Error(decoded.reason);
  return { header: decoded.record.header, body: decoded.record.body as SaleBody };
}

const pay = (cart: CartBody) =>
  shop.selling.sales.checkout(seen(cart), key(), { registerTime: null, tenders: [cash(cart.payable[1]?.amount ?? '')] });

const startedCard = (cart: CartBody): TenderAttempt => ({
  attemptId: newId(), cartId: cart.transactionId, channelId: 'store-1', registerId: 'r1', tenderTypeId: 'card', function: 'card', kind: 'payment',
  reversesAttemptId: null, drivenBy: 'box', terminalId: null, state: 'started', currency: 'ILS', requestedAmount: amount(600), approvedAmount: null,
  authorization: null, cardLastDigits: null, accountNumber: null, stateReason: null, decidedBy: null, startedAt: BEFORE, settledAt: null,
}); // prettier-ignore

describe('prices with a minute', () => {
  it('change together at it, without any change of the catalog', async () => {
    await openAt(CHANGE - 1);
    expect(prices(await scan(await scan(await begin(), MILK), WINE))).toEqual(['6', '40']);
    shop.clock.at = CHANGE;
    const cart = await scan(await scan(await begin(), MILK), WINE);
    expect(prices(cart)).toEqual(['7', '50']);
    expect(cart.catalogVersion).toBe(1);
  });

  it('are those of one moment in a basket that comes as one request', async () => {
    await openAt(CHANGE);
    // Every look at the clock is a millisecond later: wherever in the request the minute turns, it must not show.
    Object.assign(shop.clock, { now: () => (shop.clock.at += 1) });
    const totals: string[] = [];
    for (let before = 1; before <= 12; before += 1) {
      shop.clock.at = CHANGE - before;
      const lines = [line(MILK), line(WINE), line(MILK)];
      const basket = { transactionId: newId(), mode: 'live', lines, answers: [{ kind: 'age', outcome: 'confirmed' }] } as const;
      totals.push((await shop.selling.sales.sell(SELLER, { ...basket, tenders: [cash('100')], registerTime: null }, key())).gross);
    }
    expect(new Set(totals)).toEqual(new Set(['52.00', '64.00']));
  });

  it('leave an open basket what it was quoted, and the record says when and from which row', async () => {
    await openAt(BEFORE);
    const quoted = await scan(await begin(), MILK);
    shop.clock.at = CHANGE;
    const cart = await scan(quoted, MILK);
    expect(prices(cart)).toEqual(['6', '7']);
    const { body } = recordOf(await pay(cart));
    expect(body.lines).toMatchObject([
      { priceId: 'p-milk-6', quoted: { catalogVersion: 1, at: BEFORE } },
      { priceId: 'p-milk-7', quoted: { catalogVersion: 1, at: CHANGE } },
    ]);
    expect(body.inputs.prices.map(({ priceId }) => priceId)).toEqual(['p-milk-6', 'p-milk-7']);
  });

  it('come back as they were paid, whatever they are by then', async () => {
    await openAt(BEFORE);
    const sale = await pay(await scan(await begin(), MILK));
    shop.clock.at = CHANGE;
    const [sold] = recordOf(sale).body.lines;
    const back = { transactionId: newId(), saleTransactionId: sale.transactionId, reason: 'broken', lines: [{ lineId: newId(), soldLineId: sold?.lineId ?? '', quantity: null }] };
    const cart = await shop.selling.returns.begin(SELLER, back, key());
    expect([prices(cart), cart.totals.gross, cart.lines[0]?.quoted]).toEqual([['6'], '-6.00', null]);
  }); // prettier-ignore
});

describe('a channel that reprices open baskets', () => {
  beforeEach(() => openAt(BEFORE, { repricesOpenBaskets: true }));

  it('does it with the next change of the basket, whatever that is', async () => {
    const cart = await scan(await begin(), MILK);
    shop.clock.at = CHANGE;
    expect(prices(await shop.selling.carts.show(SELLER, cart.transactionId))).toEqual(['6']);
    const lineId = cart.lines[0]?.lineId ?? '';
    const changed = await shop.selling.carts.changeLine(seen(cart), lineId, { quantity: parseQuantity('2') });
    expect([prices(changed), changed.totals.gross]).toEqual([['7'], '14.00']);
  });

  it('waits while a card payment is under way, because its total was told', async () => {
    const cart = await scan(await begin(), MILK);
    await shop.store.unitOfWork.run((tx) => insertAttempt(tx, startedCard(cart)));
    shop.clock.at = CHANGE;
    expect(prices(await scan(cart, WINE))).toEqual(['6', '50']);
  });

  it('does it no more once a payment was taken, nor with the payment', async () => {
    const cart = await scan(await begin(), MILK);
    shop.clock.at = CHANGE;
    const paid = await shop.selling.carts.addCash(seen(cart), key(), cash('2'));
    expect(prices(paid)).toEqual(['6']);
    expect(prices(await scan(paid, WINE))).toEqual(['6', '50']);
  });
});

describe('a new catalog while a basket is open', () => {
  it('counts for the lines that come then: each says by which it was priced, also after a part payment', async () => {
    await openAt(BEFORE);
    const cart = await scan(await begin(), MILK);
    const paid = await shop.selling.carts.addCash(seen(cart), key(), cash('2'));
    await shop.catalogFile.unitOfWork.run((tx) => tx.run("UPDATE {price} SET unit_price = 65000 WHERE price_id = 'p-milk-6'"));
    await putRows(shop.catalogFile, {}, 2);
    const { header, body } = recordOf(await pay(await scan(paid, MILK)));
    expect(header.catalogVersion).toBe(2);
    expect(body.lines.map(({ unitPrice, quoted }) => [formatUnitPrice(unitPrice), quoted?.catalogVersion])).toEqual([
      ['6', 1],
      ['6.5', 2],
    ]);
    expect(body.inputs.prices.map(({ priceId, unitPrice }) => [priceId, formatUnitPrice(unitPrice)])).toEqual([
      ['p-milk-6', '6'],
      ['p-milk-6', '6.5'],
    ]);
  });
});
