import { newId } from '@app/kernel';
import { aCouponRow, anOffer, MILK, offerLine, offerPriceGroup, price, PRICE_GROUP_ROWS, SHOP_ROWS } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';
import { postAlone, race, RACES, whoLost } from './support/race';

/** A tenth off milk for who has a coupon, which is good for so many sales; and one for wine. */
const limited = Array.from({ length: RACES }, (_, index) => aCouponRow(`last-${index}`, { offerId: 'tenth', maximumUses: 1 }));
const ROWS = {
  ...SHOP_ROWS,
  ...PRICE_GROUP_ROWS,
  price: [price('milk', '10.00'), price('wine', '40.00')],
  offer: [anOffer('tenth', { name: 'A tenth off', needsCoupon: true }), anOffer('wine', { needsCoupon: true })],
  offerLine: [offerLine('tenth', '1', { productId: 'milk' }), offerLine('wine', '1', { productId: 'wine' })],
  offerPriceGroup: [offerPriceGroup('tenth'), offerPriceGroup('wine')],
  coupon: [
    aCouponRow('tenth'), aCouponRow('wine'), aCouponRow('twice', { offerId: 'tenth', maximumUses: 2 }), ...limited,
    aCouponRow('over', { offerId: 'tenth', validTo: '2026-08-09' }), aCouponRow('off', { offerId: 'tenth', isEnabled: false }),
    aCouponRow('once', { offerId: 'tenth', maximumUses: 1 }),
  ],
}; // prettier-ignore

let unit: TestUnit;
let registers: readonly [TestRegister, TestRegister];
let url: string;

beforeAll(async () => {
  unit = await openTestUnit(ROWS);
  await unit.app.listen(0, '127.0.0.1');
  url = await unit.app.getUrl();
  registers = [await unit.register('r1'), await unit.register('r2')];
  for (const register of registers) await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
}, 60_000);
afterAll(() => unit.close());

const seen = (answer: { headers: Readonly<Record<string, unknown>> }) => ({ 'if-match': String(answer.headers['etag']) });
const cash = (amount: string) => [{ tenderId: newId(), tenderTypeId: 'cash', amount }];
const basket = (amount: string, ...coupons: string[]) => ({
  transactionId: newId(), lines: [{ lineId: newId(), barcode: MILK }], coupons, tenders: cash(amount),
}); // prettier-ignore

/** A cart with a piece of milk and, where the code is taken, a coupon. */
async function milkWith(register: TestRegister, code: string, mode: 'live' | 'training' = 'live') {
  const cart = await register.post('/api/v1/carts', { mode });
  const path = `/api/v1/carts/${cart.body.transactionId}`;
  const filled = await register.post(`${path}/lines`, { lineId: newId(), barcode: MILK }, seen(cart));
  return { path, filled, answer: await register.post(`${path}/coupons`, { code }, seen(filled)) };
}

describe('a coupon in a cart', () => {
  it('opens its offer for what is in the basket and for what comes later, and closes it when it goes', async () => {
    const { path, answer } = await milkWith(registers[0], 'TENTH');
    expect([answer.status, answer.body.totals.gross, answer.body.totals.discount]).toEqual([200, '9.00', '1.00']);
    expect(answer.body.coupons).toEqual([{ couponId: 'tenth', code: 'TENTH', offerId: 'tenth', discount: '1.00' }]);
    const more = await registers[0].post(`${path}/lines`, { lineId: newId(), barcode: MILK }, seen(answer));
    expect(more.body.totals).toMatchObject({ gross: '18.00', discount: '2.00' });
    const again = await registers[0].post(`${path}/coupons`, { code: 'TENTH' }, seen(answer));
    expect([again.status, again.body.revision]).toEqual([200, more.body.revision]);
    const gone = await registers[0].post(`${path}/coupons/tenth/remove`, {}, seen(more));
    expect(gone.body.totals.gross).toBe('20.00');
    expect(gone.body.coupons).toBeUndefined();
    const twice = await registers[0].post(`${path}/coupons/tenth/remove`, {}, seen(more));
    expect([twice.status, twice.body.revision]).toEqual([200, gone.body.revision]);
  });

  it.each([
    ['NOTHING', 'coupon.unknown'],
    ['OFF', 'coupon.unknown'],
    ['tenth', 'coupon.unknown'],
    ['OVER', 'coupon.not-valid'],
  ])('is refused: %s (%s)', async (code, expected) => {
    const { answer, filled, path } = await milkWith(registers[0], code);
    expect([answer.status, answer.body.code]).toEqual([422, expected]);
    expect((await registers[0].get(path)).body.revision).toBe(filled.body.revision);
  });

  it('survives that the basket is put aside and taken up again', async () => {
    const { path, answer } = await milkWith(registers[0], 'TENTH');
    const suspended = await registers[0].post(`${path}/suspend`, {}, seen(answer));
    const recalled = await registers[1].post('/api/v1/suspended-carts/recall', { slipNumber: suspended.body.suspended.slipNumber });
    expect([recalled.status, recalled.body.cart.totals.gross]).toEqual([200, '9.00']);
  });

  it('is what a scan of its code says', async () => {
    const { body } = await registers[0].post('/api/v1/scans', { text: ' TENTH ' });
    expect(body).toEqual({ kind: 'coupon', couponId: 'tenth', code: 'TENTH', offerId: 'tenth' });
    expect((await registers[0].post('/api/v1/scans', { text: 'OFF' })).body).toEqual({ kind: 'unknown' });
  });

  it('is priced with a document that nobody keeps', async () => {
    const document = { lines: [{ lineId: newId(), barcode: MILK }], coupons: ['TENTH', 'WINE'] };
    const { body } = await registers[0].post('/api/v1/calculations', document);
    expect(body.totals).toMatchObject({ gross: '9.00', discount: '1.00' });
    expect(body.coupons).toMatchObject([{ code: 'TENTH', discount: '1.00' }, { code: 'WINE', discount: '0.00' }]); // prettier-ignore
    const wrong = await registers[0].post('/api/v1/calculations', { ...document, coupons: ['TENTH', 'NO'] });
    expect(wrong.body).toMatchObject({ code: 'coupon.unknown', field: '/coupons/1' });
  });
});

describe('a coupon of a sale', () => {
  it('stands in its record, on its receipt and on paper, and the record alone gives the same cents', async () => {
    const { status, body } = await registers[0].post('/api/v1/sales', basket('9.00', 'TENTH', 'WINE'));
    expect([status, body.gross]).toEqual([201, '9.00']);
    const { body: sale } = JSON.parse(body.capsules[0].record);
    expect(sale.coupons).toEqual([
      { couponId: 'tenth', code: 'TENTH', offerId: 'tenth', discount: '1.00' },
      { couponId: 'wine', code: 'WINE', offerId: 'wine', discount: '0.00' },
    ]);
    const replayed = await registers[0].get(`/api/v1/transactions/${body.transactionId}/explanation`);
    expect(replayed.body).toMatchObject({ isAsRecorded: true, totals: { discount: '1.00', gross: '9.00' } });
    expect(body.receipt.coupons).toMatchObject([{ code: 'TENTH', discount: '1.00' }, { code: 'WINE', discount: '0.00' }]); // prettier-ignore
    const paper = await registers[0].get(`/api/v1/transactions/${body.transactionId}/receipt?format=text`);
    expect(paper.body).toContain('Coupon TENTH');
    expect(paper.body).not.toContain('WINE');
  });

  it('is used as often as its sales took something off: not by a void, not in training, not where it gave nothing', async () => {
    const [register] = registers;
    const sell = (...given: Parameters<typeof basket>) => register.post('/api/v1/sales', basket(...given));
    const voided = await milkWith(register, 'TWICE');
    expect((await register.post(`${voided.path}/void`, {}, seen(voided.answer))).status).toBe(200);
    expect((await register.post('/api/v1/sales', { ...basket('9.00', 'TWICE'), mode: 'training' })).status).toBe(201);
    const wine = {
      ...basket('40.00', 'TWICE'),
      lines: [{ lineId: newId(), productId: 'wine' }],
      answers: [{ kind: 'age', outcome: 'confirmed' }],
    };
    expect((await register.post('/api/v1/sales', wine)).status).toBe(201);
    const first = await sell('9.00', 'TWICE');
    expect((await sell('9.00', 'TWICE')).status).toBe(201);
    const third = await sell('9.00', 'TWICE');
    expect([third.status, third.body]).toMatchObject([409, { code: 'coupon.used-up', parameters: { couponId: 'twice', maximumUses: 2 } }]);
    const soldLineId = JSON.parse(first.body.capsules[0].record).body.lines[0].lineId;
    const back = {
      transactionId: newId(),
      receiptNumber: first.body.receiptNumber,
      lines: [{ lineId: newId(), soldLineId }],
      reason: 'damaged',
    };
    const cart = await register.post('/api/v1/returns', back);
    expect(cart.body.totals.gross).toBe('-9.00');
    const path = `/api/v1/carts/${back.transactionId}/checkout`;
    expect((await register.post(path, { tenders: cash('-9.00') }, seen(cart))).status).toBe(201);
    expect((await sell('9.00', 'TWICE')).body.code).toBe('coupon.used-up');
  });

  it('is used once however often the same sale comes, under its key and under another one', async () => {
    const [register] = registers;
    const given = basket('9.00', 'ONCE');
    const key = { 'idempotency-key': newId() };
    const first = await register.post('/api/v1/sales', given, key);
    for (const again of [await register.post('/api/v1/sales', given, key), await register.post('/api/v1/sales', given)]) {
      expect([again.status, again.body]).toEqual([201, first.body]);
    }
    const other = await register.post('/api/v1/sales', { ...given, coupons: [] });
    expect([other.status, other.body.code]).toEqual([409, 'transaction.id-taken']);
    expect((await register.post('/api/v1/sales', basket('9.00', 'ONCE'))).body.code).toBe('coupon.used-up');
  });

  it('with one use left at two registers makes one sale; the other is told, and sells without it', async () => {
    const lost = new Set<string>();
    for (let attempt = 0; attempt < RACES; attempt += 1) {
      const carts = await Promise.all(registers.map((register) => milkWith(register, `LAST-${attempt}`)));
      const pay = (index: 0 | 1) => () =>
        postAlone(registers[index], `${url}${carts[index]?.path}/checkout`, { tenders: cash('9.00') }, seen(carts[index]!.answer));
      const answers = await race(attempt, pay(0), pay(1));
      lost.add(whoLost(answers));
      const ahead = attempt % 2;
      const loser = answers[0]?.status === 201 ? 1 - ahead : ahead;
      const [register, { path, answer }] = [registers[loser]!, carts[loser]!];
      const without = await register.post(`${path}/coupons/last-${attempt}/remove`, {}, seen(answer));
      expect((await register.post(`${path}/checkout`, { tenders: cash('10.00') }, seen(without))).status).toBe(201);
    }
    expect([...lost]).toEqual(['coupon.used-up']);
  });

  it('stays used when the process begins anew', async () => {
    const next = await unit.restart();
    unit = next;
    const register = await next.register('r2');
    expect((await register.post('/api/v1/sales', basket('9.00', 'ONCE'))).body.code).toBe('coupon.used-up');
  });
});
