import { newId } from '@app/kernel';
import { MILK, WINE } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

let unit: TestUnit;
let register: TestRegister;
beforeAll(async () => {
  unit = await openTestUnit();
  register = await unit.register();
  const opened = await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
  expect(opened.status).toBe(201);
});
afterAll(() => unit.close());

const aBasket = (change: object = {}) => ({
  transactionId: newId(),
  lines: [{ lineId: newId(), barcode: MILK, quantity: '2' }],
  tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '20.00' }],
  ...change,
});
const seen = (answer: { headers: Readonly<Record<string, unknown>> }) => ({ 'if-match': String(answer.headers['etag']) });

async function aCart(): Promise<{ path: string; etag: { 'if-match': string } }> {
  const cart = await register.post('/api/v1/carts', {});
  return { path: `/api/v1/carts/${cart.body.transactionId}`, etag: seen(cart) };
}

describe('the order flow over HTTP', () => {
  it('opens a cart, adds lines, takes cash, checks out and prints', async () => {
    const transactionId = newId();
    const created = await register.post('/api/v1/carts', { transactionId });
    expect([created.status, created.headers['etag']]).toEqual([201, '"r1"']);
    const path = `/api/v1/carts/${transactionId}`;
    const milk = await register.post(`${path}/lines`, { lineId: newId(), barcode: MILK, quantity: '3' }, seen(created));
    expect([milk.status, milk.headers['etag'], milk.body.totals.gross]).toEqual([200, '"r2"', '20.79']);
    const changed = await register.patch(`${path}/lines/${milk.body.lines[0].lineId}`, { quantity: '1' }, seen(milk));
    expect(changed.body.totals.gross).toBe('6.93');
    const paid = await register.post(`${path}/tenders`, { tenderId: newId(), tenderTypeId: 'cash', amount: '10.00' }, seen(changed));
    expect(paid.body.totals).toMatchObject({ rounding: '-0.03', change: '3.10', remaining: '0.00' });
    const sale = await register.post(`${path}/checkout`, {}, seen(paid));
    expect(sale).toMatchObject({ status: 201, body: { transactionId, gross: '6.93', due: '6.90', capsules: [{ unsignedReason: null }] } });
    expect((await register.get(path)).body.status).toBe('checked-out');
    const text = await register.get(`/api/v1/transactions/${transactionId}/receipt?format=text`);
    expect(text.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(text.body).toContain(sale.body.receiptNumber);
    expect((await register.get(`/api/v1/transactions/${transactionId}/receipt`)).body).toEqual(sale.body.receipt);
    const found = await register.get(`/api/v1/transactions?receiptNumber=${sale.body.receiptNumber}`);
    expect(found.body).toMatchObject({ items: [{ transactionId }], next: null });
  });

  it('asks for the revision, and refuses a stale or senseless one', async () => {
    const { path, etag } = await aCart();
    const line = { lineId: newId(), barcode: MILK };
    expect(await register.post(`${path}/lines`, line)).toMatchObject({
      status: 428,
      body: { code: 'cart.revision-required', field: 'If-Match' },
    });
    expect(await register.post(`${path}/lines`, line, { 'if-match': '*' })).toMatchObject({ status: 400, body: { field: 'If-Match' } });
    expect((await register.post(`${path}/lines`, line, etag)).status).toBe(200);
    expect((await register.post(`${path}/lines`, line, etag)).status).toBe(200);
    const other = await register.post(`${path}/lines`, { ...line, lineId: newId() }, etag);
    expect(other).toMatchObject({ status: 412, body: { code: 'cart.revision-stale' } });
  });

  it('takes the same answer to what a cart asks again, although the cart went on when its answer was lost', async () => {
    const { path, etag } = await aCart();
    const filled = await register.post(`${path}/lines`, { lineId: newId(), barcode: WINE }, etag);
    expect(filled.body.requirements).toMatchObject([{ kind: 'age' }]);
    const answer = { kind: 'age', outcome: 'confirmed' };
    const answered = await register.post(`${path}/answers`, answer, seen(filled));
    expect(answered).toMatchObject({ status: 200, body: { requirements: [] } });
    const again = await register.post(`${path}/answers`, answer, seen(filled));
    expect([again.status, again.headers['etag'], again.body]).toEqual([200, answered.headers['etag'], answered.body]);
    const other = await register.post(`${path}/answers`, { ...answer, outcome: 'refused' }, seen(answered));
    expect(other).toMatchObject({ status: 409, body: { code: 'requirement.unknown' } });
  });

  it('takes a key for what must happen once, and answers it the same way before it looks at the revision', async () => {
    const { path, etag } = await aCart();
    const filled = await register.post(`${path}/lines`, { lineId: newId(), barcode: WINE }, etag);
    const [cash, key] = [{ tenderId: newId(), tenderTypeId: 'cash', amount: '10.00' }, { 'idempotency-key': newId() }];
    expect(await register.post(`${path}/tenders`, cash, { ...seen(filled), 'idempotency-key': '' })).toMatchObject({
      body: { code: 'idempotency.key-required' },
    });
    const paid = await register.post(`${path}/tenders`, cash, { ...seen(filled), ...key });
    const again = await register.post(`${path}/tenders`, cash, { ...seen(filled), ...key });
    expect([again.status, again.headers['etag'], again.body]).toEqual([200, paid.headers['etag'], paid.body]);
    const other = await register.post(`${path}/tenders`, { ...cash, amount: '20.00' }, { ...seen(filled), ...key });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency.key-reused' } });
  });
});

describe('a sale in one request', () => {
  it('is made once, however often it is asked for', async () => {
    const [basket, key] = [aBasket(), { 'idempotency-key': newId() }];
    const answers = await Promise.all(Array.from({ length: 5 }, () => register.post('/api/v1/sales', basket, key)));
    for (const answer of answers) expect(answer).toMatchObject({ status: 201, body: { ...answers[0]?.body } });
    expect((await register.post('/api/v1/sales', basket)).body).toEqual(answers[0]?.body);
    const changed = { ...basket, lines: [{ ...basket.lines[0], quantity: '1' }] };
    expect(await register.post('/api/v1/sales', changed)).toMatchObject({ status: 409, body: { code: 'transaction.id-taken' } });
    expect(await register.post('/api/v1/sales', changed, key)).toMatchObject({ status: 422, body: { code: 'idempotency.key-reused' } });
  });

  it.each([
    ['an unknown field', { colour: 'red' }, 400, 'request.invalid', '/colour'],
    ['neither barcode nor product', { lines: [{ lineId: newId() }] }, 400, 'request.invalid', '/lines/0/barcode'],
    [
      'a quantity that is no number',
      { lines: [{ lineId: newId(), barcode: MILK, quantity: 'two' }] },
      400,
      'request.invalid',
      '/lines/0/quantity',
    ],
    ['half a piece', { lines: [{ lineId: newId(), barcode: MILK, quantity: '0.5' }] }, 422, 'line.quantity-invalid', '/lines/0/quantity'],
    ['a barcode nobody knows', { lines: [{ lineId: newId(), barcode: '4006381333931' }] }, 422, 'barcode.unknown', '/lines/0/barcode'],
    [
      'too many decimals',
      { tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '20.001' }] },
      422,
      'amount.malformed',
      '/tenders/0/amount',
    ],
    ['no payment', { tenders: [] }, 409, 'cart.not-paid', undefined],
    ['wine without an answer', { lines: [{ lineId: newId(), barcode: WINE }] }, 409, 'cart.requirement-open', undefined],
    ['an id that is none', { transactionId: 'x' }, 400, 'request.invalid', '/transactionId'],
  ])('refuses %s with its code and place', async (_, change, status, code, field) => {
    const answer = await register.post('/api/v1/sales', aBasket(change));
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.body.field).toBe(field);
  });
});

describe('who may sell', () => {
  it('is nobody without a device and a session', async () => {
    const anonymous = await unit.call({ method: 'POST', path: '/api/v1/sales', body: aBasket() });
    expect(anonymous).toMatchObject({ status: 401, body: { code: 'auth.required' } });
  });

  it('sees no cart of another register', async () => {
    const { path } = await aCart();
    const other = await unit.register('r2');
    expect(await other.get(path)).toMatchObject({ status: 404, body: { code: 'cart.unknown' } });
  });

  it('lets a cashier sell and train but not void a transaction, and store IT not sell', async () => {
    const [cashier, it] = [await unit.register('r2', 'ben'), await unit.register('r2', 'it')];
    expect(await cashier.post('/api/v1/carts', { mode: 'training' })).toMatchObject({ status: 401 });
    expect(await it.post('/api/v1/carts', {})).toMatchObject({ status: 403, body: { code: 'auth.not-permitted' } });
    const ben = await unit.register('r2', 'ben');
    const cart = await ben.post('/api/v1/carts', { mode: 'training' });
    expect(cart.status).toBe(201);
    const voided = await ben.post(`/api/v1/carts/${cart.body.transactionId}/void`, {}, seen(cart));
    expect(voided).toMatchObject({ status: 403, body: { parameters: { permission: 'void-transaction', override: 'second-person' } } });
  });
});

describe('text a person writes', () => {
  it('is refused with a card number in it, and kept as it is otherwise', async () => {
    const { path, etag } = await aCart();
    const refused = await register.post(`${path}/void`, { reason: 'card 4111 1111 1111 1111' }, etag);
    expect(refused).toMatchObject({ status: 422, body: { code: 'request.card-number', field: '/reason' } });
    const filled = await register.post(`${path}/lines`, { lineId: newId(), barcode: MILK }, etag);
    const voided = await register.post(`${path}/void`, { reason: 'שלום 😀' }, seen(filled));
    expect(JSON.parse(voided.body.capsules[0].record).body.reason).toBe('שלום 😀');
  });

  it('never breaks a barcode: what is none is said to be none', async () => {
    const { path, etag } = await aCart();
    for (const barcode of ['4111111111111111', '\u0000', "'; DROP TABLE cart; --", '９', '0'.repeat(100), 'NaN']) {
      const answer = await register.post(`${path}/lines`, { lineId: newId(), barcode }, etag);
      expect(answer).toMatchObject({ status: 422, body: { code: 'barcode.unknown', field: '/barcode' } });
    }
  });
});

describe('a return over HTTP', () => {
  it('goes from the receipt to the refund, once', async () => {
    const sale = await register.post('/api/v1/sales', aBasket());
    const soldLineId = JSON.parse(sale.body.capsules[0].record).body.lines[0].lineId;
    const given = {
      transactionId: newId(),
      receiptNumber: sale.body.receiptNumber,
      lines: [{ lineId: newId(), soldLineId, quantity: '1' }],
      reason: 'damaged',
    };
    const cart = await register.post('/api/v1/returns', given);
    expect(cart).toMatchObject({ status: 201, body: { totals: { gross: '-6.93' }, requirements: [] } });
    const path = `/api/v1/carts/${cart.body.transactionId}`;
    const paid = await register.post(`${path}/tenders`, { tenderId: newId(), tenderTypeId: 'cash', amount: '-6.90' }, seen(cart));
    const refund = await register.post(`${path}/checkout`, {}, seen(paid));
    expect(refund).toMatchObject({ status: 201, body: { gross: '-6.93', due: '-6.90' } });
    const found = await register.get(`/api/v1/transactions/${sale.body.transactionId}`);
    expect(found.body.returned).toEqual([{ lineId: soldLineId, quantity: '1' }]);
    const tooMuch = { ...given, transactionId: newId(), lines: [{ lineId: newId(), soldLineId, quantity: '2' }] };
    expect(await register.post('/api/v1/returns', tooMuch)).toMatchObject({
      status: 409,
      body: { code: 'return.quantity-exceeded', field: '/lines/0/quantity' },
    });
  });
});
