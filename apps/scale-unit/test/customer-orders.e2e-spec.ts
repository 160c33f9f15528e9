import { newId, parseRate } from '@app/kernel';
import { MILK, SHOP_ROWS, WINE } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

// A busy machine may need this long for what an idle one does in a second.
jest.setTimeout(60_000);

const OF_ENTITY = { legalEntityId: SHOP_ROWS['channel']?.map((row) => (row as { legalEntityId: string }).legalEntityId)[0] };
const ROWS = {
  ...SHOP_ROWS,
  channel: (SHOP_ROWS['channel'] ?? []).map((row) => ({
    ...row, quotationDays: 7, orderDepositRate: parseRate('0.1'), deliveryChargeCodeId: 'delivery', cancellationChargeCodeId: 'cancellation',
    cancellationRate: parseRate('0.05'),
  })),
  chargeCode: ['delivery', 'cancellation'].map((chargeCodeId) => ({ ...OF_ENTITY, chargeCodeId, name: chargeCodeId, itemTaxGroupId: 'full' })),
}; // prettier-ignore

const AGE = { kind: 'age', outcome: 'confirmed' };

let unit: TestUnit;
let one: TestRegister;
let two: TestRegister;

beforeAll(async () => {
  unit = await openTestUnit(ROWS);
  [one, two] = [await unit.register('r1'), await unit.register('r2')];
  for (const register of [one, two]) await register.post('/api/v1/shifts', { shiftId: newId(), float: '500.00' });
});
afterAll(() => unit.close());

type Answer = Awaited<ReturnType<TestRegister['post']>>;
const seen = (answer: { headers: Readonly<Record<string, unknown>> }) => ({ 'if-match': String(answer.headers['etag']) });
const pathOf = ({ body }: Answer) => `/api/v1/carts/${body.transactionId}`;

/** Two milk and a wine that somebody is old enough for. */
async function aBasket(register: TestRegister): Promise<Answer> {
  let cart = await register.post('/api/v1/carts', {});
  for (const barcode of [MILK, WINE]) {
    cart = await register.post(`${pathOf(cart)}/lines`, { lineId: newId(), barcode, quantity: '2' }, seen(cart));
  }
  return register.post(`${pathOf(cart)}/answers`, AGE, seen(cart));
}

const put = async (register: TestRegister, cart: Answer, body: object, headers = {}) =>
  unit.call({
    method: 'PUT',
    path: `${pathOf(cart)}/order`,
    body,
    headers: { ...register.headers, 'idempotency-key': newId(), ...seen(cart), ...headers },
  });

/** What a cart still asks for, in cash and to the coin. */
async function settled(register: TestRegister, cart: Answer): Promise<Answer> {
  const cash = cart.body.payable.find(({ tenderTypeId }: { tenderTypeId: string }) => tenderTypeId === 'cash').amount;
  if (/^-?0\.00$/.test(cash)) return cart;
  return register.post(`${pathOf(cart)}/tenders`, { tenderId: newId(), tenderTypeId: 'cash', amount: cash }, seen(cart));
}

async function finished(register: TestRegister, cart: Answer, headers = {}): Promise<Answer> {
  const paid = await settled(register, cart);
  return register.post(`${pathOf(cart)}/checkout`, {}, { ...seen(paid), ...headers });
}

const anOrder = (cart: Answer, change: object = {}) => ({
  customerName: 'Ada Byron', address: '12 Harbour Road', depositLineId: newId(),
  deliveries: [{ lineId: cart.body.lines[1].lineId, mode: 'pickup' }], ...change,
}); // prettier-ignore

/** The milk is carried out, the wine waits to be picked up. */
async function placed(register: TestRegister) {
  const basket = await aBasket(register);
  const sale = await finished(register, await put(register, basket, anOrder(basket)));
  expect(sale.status).toBe(201);
  return { orderId: sale.body.transactionId as string, lineId: basket.body.lines[1].lineId as string, sale };
}

const handOver = (register: TestRegister, orderId: string, lineId: string, quantity?: string, headers = {}) =>
  register.post(
    `/api/v1/customer-orders/${orderId}/hand-overs`,
    { transactionId: newId(), depositLineId: newId(), lines: [{ lineId: newId(), orderLineId: lineId, ...(quantity && { quantity }) }] },
    headers,
  );
const cancel = (register: TestRegister, orderId: string) =>
  register.post(`/api/v1/customer-orders/${orderId}/cancellations`, {
    transactionId: newId(),
    depositLineId: newId(),
    chargeLineId: newId(),
  });
const orderOf = async (orderId: string) => (await two.get(`/api/v1/customer-orders/${orderId}`)).body;
const cents = (text: string) => Math.round(Number(text) * 100);
const bodyOf = (sale: Answer) => JSON.parse(sale.body.capsules[0].record).body;

describe('a customer order', () => {
  it('is paid with what is carried out and a deposit, and its receipt says what is due', async () => {
    const basket = await aBasket(one);
    const ordered = await put(one, basket, anOrder(basket));
    expect(ordered.status).toBe(200);
    const [milk, wine] = ordered.body.lines;
    const deposit = Math.round(cents(wine.gross) / 10);
    expect(cents(ordered.body.totals.remaining)).toBe(cents(milk.gross) + deposit);
    expect(ordered.body.order).toMatchObject({ gross: wine.gross, customerName: 'Ada Byron' });
    const sale = await finished(one, ordered);
    expect(sale).toMatchObject({
      status: 201,
      body: { receipt: { ordered: { customerName: 'Ada Byron', due: ordered.body.order.dueLater } } },
    });
    expect(bodyOf(sale)).toMatchObject({
      lines: [{ productId: milk.productId }, { kind: 'order-deposit', gross: ordered.body.order.deposit }],
      order: { kind: 'placed', gross: wine.gross, lines: [{ lineId: wine.lineId, delivery: 'pickup', minimumAge: 18 }] },
    });
    expect(await orderOf(sale.body.transactionId)).toMatchObject({
      isOpen: true,
      due: ordered.body.order.dueLater,
      lines: [{ left: '2' }],
    });
    const paper = await one.get(`/api/v1/transactions/${sale.body.transactionId}/receipt?format=text`);
    expect(JSON.stringify(paper.body)).toContain('Due at hand-over');
  });

  it('is picked up in parts at any register, found by its receipt, to the cent', async () => {
    const { orderId, lineId, sale } = await placed(one);
    const found = await two.post('/api/v1/customer-orders/find', { receiptNumber: sale.body.receiptNumber });
    expect(found).toMatchObject({ status: 200, body: { orderId, isOpen: true } });
    const key = { 'idempotency-key': newId() };
    const parts = [sale];
    const first = await handOver(two, orderId, lineId, '1', key);
    expect(first).toMatchObject({ status: 201, body: { fulfils: { orderId, kind: 'hand-over' } } });
    const age = (cart: Answer) => two.post(`${pathOf(cart)}/answers`, AGE, seen(cart));
    parts.push(await finished(two, await age(first)));
    expect(await orderOf(orderId)).toMatchObject({ isOpen: true, lines: [{ left: '1' }] });
    parts.push(await finished(two, await age(await handOver(two, orderId, lineId))));
    expect(await orderOf(orderId)).toMatchObject({ isOpen: false, depositLeft: '0.00', due: '0.00', lines: [{ left: '0' }] });
    const goods = parts.flatMap((part) => bodyOf(part).lines).filter(({ kind }: { kind: string }) => kind === 'product');
    const gross = parts.map((part) => cents(part.body.gross)).reduce((sum, value) => sum + value, 0);
    expect(gross).toBe(goods.reduce((sum: number, line: { gross: string }) => sum + cents(line.gross), 0));
    expect(await handOver(two, orderId, lineId)).toMatchObject({ status: 409, body: { code: 'order.quantity-exceeded' } });
  });

  it('repeated under its key is the same hand-over', async () => {
    const { orderId, lineId } = await placed(one);
    const key = { 'idempotency-key': newId() };
    const body = { transactionId: newId(), depositLineId: newId(), lines: [{ lineId: newId(), orderLineId: lineId }] };
    const path = `/api/v1/customer-orders/${orderId}/hand-overs`;
    const [first, again] = [await one.post(path, body, key), await one.post(path, body, key)];
    expect(again.body.transactionId).toBe(first.body.transactionId);
    expect(await one.post(path, { ...body, transactionId: newId() }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key-reused' },
    });
    await cancelCart(first);
  });

  it.each(['one', 'two'])('is handed over by exactly one of two registers at once (%s first)', async (quicker) => {
    const { orderId, lineId } = await placed(one);
    const registers = quicker === 'one' ? [one, two] : [two, one];
    const carts = await Promise.all(
      registers.map(async (register) => {
        const cart = await handOver(register, orderId, lineId);
        const confirmed = await register.post(`${pathOf(cart)}/answers`, AGE, seen(cart));
        return { register, cart: await settled(register, confirmed) };
      }),
    );
    const ends = await Promise.all(carts.map(({ register, cart }) => register.post(`${pathOf(cart)}/checkout`, {}, seen(cart))));
    expect(ends.map(({ status }) => status).sort()).toEqual([201, 409]);
    const loser = ends.findIndex(({ status }) => status === 409);
    expect(ends[loser]?.body).toMatchObject({ code: 'order.changed' });
    expect(await orderOf(orderId)).toMatchObject({ isOpen: false, depositLeft: '0.00' });
    const left = carts[loser];
    if (left) await left.register.post(`${pathOf(left.cart)}/void`, { reason: 'picked up elsewhere' }, seen(left.cart));
  });

  it('is cancelled: the deposit goes back, less the charge, and nothing waits any more', async () => {
    const { orderId, lineId } = await placed(one);
    const before = await orderOf(orderId);
    const cart = await cancel(two, orderId);
    expect(cart).toMatchObject({ status: 201, body: { fulfils: { kind: 'cancellation' } } });
    const charge = Math.round(cents(before.lines[0].gross) * 0.05);
    expect(cents(cart.body.totals.remaining)).toBe(charge - cents(before.depositLeft));
    const sale = await finished(two, cart);
    expect(sale.status).toBe(201);
    expect(bodyOf(sale).order).toMatchObject({ kind: 'cancellation', orderId, cancelled: [{ lineId, quantity: '2' }] });
    expect(await orderOf(orderId)).toMatchObject({ isOpen: false, depositLeft: '0.00', lines: [{ left: '0' }] });
    expect(await cancel(two, orderId)).toMatchObject({ status: 409, body: { code: 'order.nothing-left' } });
  });

  it('that ships charges delivery, with its own tax, when it goes out', async () => {
    const basket = await aBasket(one);
    const deliveries = [{ lineId: basket.body.lines[0].lineId, mode: 'ship' }];
    const ordered = await put(one, basket, anOrder(basket, { deliveries, delivery: { lineId: newId(), charge: '12.00' } }));
    const sale = await finished(one, ordered);
    const out = await handOver(one, sale.body.transactionId, basket.body.lines[0].lineId);
    expect(out.body.lines).toMatchObject([
      { kind: 'product' },
      { kind: 'charge', gross: '12.00', chargeCodeId: 'delivery' },
      { kind: 'order-deposit' },
    ]);
    expect(Number(out.body.lines[1].tax)).toBeGreaterThan(0);
    expect((await finished(one, out)).status).toBe(201);
  });

  it('takes another deposit from who may change it, and from nobody else', async () => {
    const basket = await aBasket(one);
    expect(await put(one, basket, anOrder(basket, { depositRate: '0.5' }))).toMatchObject({ status: 200 });
    const cashier = await unit.register('r2', 'ben');
    const other = await aBasket(cashier);
    expect(await put(cashier, other, anOrder(other, { depositRate: '0' }))).toMatchObject({ status: 403 });
    two = await unit.register('r2');
  });

  it('is listed while something waits, and unknown where there is none', async () => {
    const { orderId } = await placed(one);
    const items: { orderId: string }[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Answer = await one.get(`/api/v1/customer-orders?limit=2${cursor && `&cursor=${cursor}`}`);
      items.push(...page.body.items);
      cursor = page.body.next;
    }
    expect(items.filter((item) => item.orderId === orderId)).toHaveLength(1);
    expect(await one.get(`/api/v1/customer-orders/${newId()}`)).toMatchObject({ status: 404, body: { code: 'order.unknown' } });
  });
});

it('a quotation goes up as a record, holds its prices, and is taken up at any register', async () => {
  const basket = await aBasket(one);
  const key = { 'idempotency-key': newId() };
  const quote = () => one.post(`${pathOf(basket)}/quotation`, { customerName: 'Ada Byron' }, { ...seen(basket), ...key });
  const [quoted, again] = [await quote(), await quote()];
  expect(quoted).toMatchObject({ status: 200, body: { status: 'suspended', quotation: { customerName: 'Ada Byron' } } });
  expect(again.body).toEqual(quoted.body);
  const record = JSON.parse(quoted.body.capsules[0].record);
  expect(record).toMatchObject({
    type: 'quotation',
    body: { totals: { gross: basket.body.totals.gross }, transactionId: basket.body.transactionId },
  });
  const { slipNumber } = quoted.body.suspended;
  const recalled = await two.post('/api/v1/suspended-carts/recall', { slipNumber });
  expect(recalled).toMatchObject({ status: 200, body: { difference: '0.00', cart: { registerId: 'r2' } } });
  expect(await one.post('/api/v1/suspended-carts/recall', { slipNumber })).toMatchObject({ status: 404 });
  const cart = { ...recalled, body: recalled.body.cart };
  expect((await finished(two, cart)).status).toBe(201);
});

async function cancelCart(cart: Answer): Promise<void> {
  await one.post(`${pathOf(cart)}/void`, { reason: 'left' }, seen(cart));
}
