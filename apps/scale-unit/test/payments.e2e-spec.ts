import { setTimeout as pause } from 'node:timers/promises';
import { AuditTrail } from '@app/devices';
import { newId } from '@app/kernel';
import { SHOP_ROWS } from '@app/testing';
import { ResolveInBackground } from '@app/store-operations';
import { TestTerminal } from './a-terminal';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

const withTerminals = {
  ...SHOP_ROWS,
  register: (SHOP_ROWS['register'] ?? []).map((row) => ({ ...row, terminalId: 't1' })),
  tenderType: [
    ...(SHOP_ROWS['tenderType'] ?? []),
    ...Object.entries({ gift: 'gift-card', account: 'customer-account', memo: 'credit-memo' }).flatMap(([tenderTypeId, moves]) =>
      (SHOP_ROWS['tenderType'] ?? []).slice(1).map((row) => ({ ...row, tenderTypeId, function: moves, allowsReturn: true })),
    ),
  ],
};

let terminal: TestTerminal;
let unit: TestUnit;
let register: TestRegister;
let shiftId: string;
/** Cents that sales were paid with by card, refunds taken off. */
let paidByCard = 0;

beforeAll(async () => {
  terminal = await TestTerminal.start();
  await terminal.behave({ slowMs: 150 });
  unit = await openTestUnit(withTerminals, { UNIT_TERMINAL_URL: terminal.url, UNIT_TERMINAL_DEADLINE_SECONDS: '0.8' });
  register = await unit.register();
  // It would find out what a test wants to be unclear.
  background().stop();
});
const background = () => unit.app.get(ResolveInBackground, { strict: false });
afterAll(async () => {
  await unit.close();
  await terminal.close();
});
beforeEach(async () => {
  shiftId = newId();
  const opened = await register.post('/api/v1/shifts', { shiftId, float: '100.00' });
  expect(opened.status).toBe(201);
});
/** Every test leaves its shift in a state in which it can be closed, and no charge without a sale. */
afterEach(async () => {
  expect(await register.post(`/api/v1/shifts/${shiftId}/close`, {})).toMatchObject({ status: 200 });
  expect(await terminal.kept()).toBe(paidByCard);
});

/** What the next event at a register leaves in the journal, with everything that waited for it. */
async function takenAlong(): Promise<object[]> {
  const audit = unit.app.get(AuditTrail, { strict: false });
  const places = await audit.places();
  const where = { channelId: 'store-1', registerId: 'r1' };
  const capsules = await unit.parts.store.unitOfWork.run((tx) => audit.append(tx, places, where, { event: 'log-on', staffId: 'anna' }));
  return capsules.map(({ record }) => (JSON.parse(record) as { body: object }).body);
}

interface Basket {
  readonly path: string;
  readonly total: string;
}

/** A cart whose total is what the terminal's endings go by. */
async function aCart(total: string): Promise<Basket> {
  const cart = await register.post('/api/v1/carts', {});
  const path = `/api/v1/carts/${cart.body.transactionId}`;
  const line = { lineId: newId(), productId: 'repair', quantity: '1', unitPrice: total };
  expect((await register.post(`${path}/lines`, line, await seen(path))).status).toBe(200);
  return { path, total };
}

const seen = async (path: string) => ({ 'if-match': String((await register.get(path)).headers['etag']) });
const anAttempt = (amount: string, change: object = {}) => ({ attemptId: newId(), tenderTypeId: 'card', amount, ...change });
const start = async ({ path }: Basket, attempt: object) => register.post(`${path}/tender-attempts`, attempt, await seen(path));
const pay = (cart: Basket) => start(cart, anAttempt(cart.total));
const attemptPath = ({ path }: Basket, { body }: { body: { attemptId: string } }) => `${path}/tender-attempts/${body.attemptId}`;
const voidCart = async ({ path }: Basket) => register.post(`${path}/void`, { reason: 'left' }, await seen(path));

async function checkout({ path, total }: Basket): Promise<void> {
  const sale = await register.post(`${path}/checkout`, {}, await seen(path));
  expect(sale.status).toBe(201);
  paidByCard += Math.round(Number(total) * 100);
}

describe('a payment by card', () => {
  it.each([['12.30'], ['12.93']])('of %s is approved and paid once', async (total) => {
    const cart = await aCart(total);
    const paid = await pay(cart);
    expect(paid).toMatchObject({ status: 201, body: { state: 'approved', approvedAmount: total, cardLastDigits: '4242' } });
    expect((await register.get(cart.path)).body).toMatchObject({
      totals: { remaining: '0.00' },
      tenders: [{ attemptId: paid.body.attemptId }],
    });
    await checkout(cart);
  });

  it('is declined, and the customer pays cash', async () => {
    const cart = await aCart('7.91');
    expect((await pay(cart)).body).toMatchObject({ state: 'declined', reason: 'declined-by-issuer' });
    const cash = { tenderId: newId(), tenderTypeId: 'cash', amount: '10.00' };
    expect((await register.post(`${cart.path}/tenders`, cash, await seen(cart.path))).status).toBe(200);
    expect((await register.post(`${cart.path}/checkout`, {}, await seen(cart.path))).status).toBe(201);
  });

  it('pays a part, and another the rest', async () => {
    const cart = await aCart('10.92');
    expect((await pay(cart)).body).toMatchObject({ state: 'part-approved', approvedAmount: '5.46' });
    expect((await start(cart, anAttempt('5.46'))).body).toMatchObject({ state: 'approved' });
    await checkout(cart);
  });

  it('is declined at once where no terminal answers', async () => {
    await terminal.kill();
    const cart = await aCart('5.00');
    expect((await pay(cart)).body).toMatchObject({ state: 'declined', reason: 'terminal-unreachable' });
    await terminal.start();
    expect((await pay(cart)).body.state).toBe('approved');
    await checkout(cart);
  });
});

describe('a payment whose answer is lost', () => {
  it.each([
    ['3.94', 'charged, no answer', 'approved'],
    ['3.95', 'not charged, no answer', 'declined'],
    ['3.96', 'charged, the answer cut', 'approved'],
  ])('%s: %s', async (total, _, state) => {
    const cart = await aCart(total);
    const paid = await pay(cart);
    expect(paid.body.state).toBe('unknown');
    const conflict = { status: 409 };
    expect(await register.post(`${cart.path}/checkout`, {}, await seen(cart.path))).toMatchObject(conflict);
    expect(await voidCart(cart)).toMatchObject({ ...conflict, body: { code: 'cart.tender-unclear' } });
    expect(await register.post(`/api/v1/shifts/${shiftId}/close`, {})).toMatchObject({
      ...conflict,
      body: { code: 'shift.money-unclear', parameters: { attempts: [{ attemptId: paid.body.attemptId }] } },
    });
    const resolved = await register.post(`${attemptPath(cart, paid)}/resolve`, {});
    expect(resolved).toMatchObject({ status: 200, body: { state } });
    expect((await register.get(attemptPath(cart, paid))).body.state).toBe(state);
    await (state === 'approved' ? checkout(cart) : voidCart(cart));
  });

  it('is asked about in the background, without anybody at the register', async () => {
    const cart = await aCart('4.94');
    const paid = await pay(cart);
    background().start();
    await until(async () => (await register.get(attemptPath(cart, paid))).body.state === 'approved');
    background().stop();
    await checkout(cart);
  });

  it('is decided at the console while the terminal is gone', async () => {
    const cart = await aCart('6.95');
    const paid = await pay(cart);
    await terminal.kill();
    const authorization = `Bearer ${unit.parts.keys.read('machine.token')?.trim()}`;
    const decided = await unit.call({
      method: 'POST',
      path: `/management/v1/tender-attempts/${paid.body.attemptId}/decide`,
      headers: { authorization },
      body: { outcome: 'not-charged', note: 'the slip says so' },
    });
    expect(decided).toMatchObject({ status: 200, body: { state: 'declined', capsules: [] } });
    const [event] = (await takenAlong()).slice(-2);
    expect(event).toMatchObject({ event: 'payment-decided', subjectId: paid.body.attemptId, details: { decidedBy: 'console' } });
    expect((await voidCart(cart)).status).toBe(200);
    await terminal.start();
  });
});

describe('giving back', () => {
  it('happens before a cart is voided', async () => {
    const cart = await aCart('8.00');
    await pay(cart);
    const voided = await voidCart(cart);
    expect(voided).toMatchObject({ status: 200, body: { status: 'voided' } });
    expect(voided.body.capsules).toHaveLength(2);
  });

  it('happens before a tender is voided, once under its key', async () => {
    const cart = await aCart('8.50');
    const paid = await pay(cart);
    const [path, key] = [`${cart.path}/tenders/${paid.body.attemptId}/void`, { 'idempotency-key': newId() }];
    const headers = { ...key, ...(await seen(cart.path)) };
    const voided = await register.post(path, {}, headers);
    expect(voided).toMatchObject({ status: 200, body: { totals: { remaining: '8.50' } } });
    expect((await register.get(attemptPath(cart, paid))).body.state).toBe('reversed');
    expect((await pay(cart)).body.state).toBe('approved');
    await checkout(cart);
  });

  it('by the register is an attempt of its own', async () => {
    const cart = await aCart('9.00');
    const paid = await pay(cart);
    const reversal = await register.post(`${attemptPath(cart, paid)}/reverse`, { reversalId: newId() });
    expect(reversal).toMatchObject({ status: 201, body: { kind: 'reversal', state: 'approved' } });
    expect((await voidCart(cart)).status).toBe(200);
  });

  it('that is lost keeps the cart until it is clear', async () => {
    const cart = await aCart('9.50');
    await pay(cart);
    await terminal.behave({ script: [{ on: 'reversal', kind: 'charged-no-answer' }] });
    expect(await voidCart(cart)).toMatchObject({ status: 409, body: { code: 'cart.tender-unclear', retryable: true } });
    await background().round();
    expect((await voidCart(cart)).status).toBe(200);
  });

  it('of returned goods goes to the card that paid', async () => {
    const cart = await aCart('20.00');
    await pay(cart);
    await checkout(cart);
    const { transactionId, lines } = (await register.get(cart.path)).body;
    const returnedLines = [{ lineId: newId(), soldLineId: lines[0].lineId }];
    const back = { transactionId: newId(), saleTransactionId: transactionId, lines: returnedLines, reason: 'damaged' };
    const returned = await register.post('/api/v1/returns', back);
    expect(returned.status).toBe(201);
    const refund = { path: `/api/v1/carts/${returned.body.transactionId}`, total: '-20.00' };
    expect((await pay(refund)).body).toMatchObject({ kind: 'refund', state: 'approved', approvedAmount: '-20.00' });
    await checkout(refund);
  });
});

describe('a payment made beforehand', () => {
  it('counts in the sale that comes in one request', async () => {
    const transactionId = newId();
    const early = await register.post(`/api/v1/carts/${transactionId}/tender-attempts`, anAttempt('11.00'));
    expect(early).toMatchObject({ status: 201, body: { state: 'approved' } });
    const sale = await register.post('/api/v1/sales', {
      transactionId,
      lines: [{ lineId: newId(), productId: 'repair', quantity: '1', unitPrice: '11.00' }],
    });
    expect(sale).toMatchObject({ status: 201, body: { gross: '11.00' } });
    paidByCard += 1100;
  });
});

describe('a register that drives its own terminal', () => {
  it('reports how it ended', async () => {
    const cart = await aCart('5.94');
    const started = await start(cart, anAttempt('5.94', { drivenBy: 'register' }));
    expect(started.body).toMatchObject({ state: 'started' });
    const reported = await register.post(`${attemptPath(cart, started)}/report`, { outcome: 'approved', authorization: 'X1' });
    expect(reported).toMatchObject({ status: 200, body: { state: 'approved', authorization: 'X1' } });
    expect((await register.post(`${cart.path}/checkout`, {}, await seen(cart.path))).status).toBe(201);
  });
});

describe('gift cards without headquarters', () => {
  it('are refused, and the cart goes on', async () => {
    const cart = await aCart('5.00');
    const asked = await start(cart, anAttempt('5.00', { tenderTypeId: 'gift', giftCardNumber: '600012' }));
    if (asked.body.state === 'unknown') await register.post(`${attemptPath(cart, asked)}/reverse`, {});
    expect((await register.get(attemptPath(cart, asked))).body.state).toBe('declined');
    expect(await register.post('/api/v1/gift-cards/balance', { cardNumber: '600012' })).toMatchObject({
      status: 503,
      body: { code: 'real-time.unavailable', retryable: true },
      headers: { 'retry-after': expect.any(String) },
    });
    expect((await voidCart(cart)).status).toBe(200);
  });
});

describe('accounts without headquarters', () => {
  const isOver = async (cart: Basket, asked: Awaited<ReturnType<typeof start>>) => {
    if (asked.body.state === 'unknown') await register.post(`${attemptPath(cart, asked)}/reverse`, {});
    return (await register.get(attemptPath(cart, asked))).body;
  };

  it('pay nothing, and the customer pays cash', async () => {
    const cart = await aCart('6.00');
    const asked = anAttempt('6.00', { tenderTypeId: 'account', accountNumber: 'C-1001' });
    expect(await isOver(cart, await start(cart, asked))).toMatchObject({
      state: 'declined',
      accountNumber: 'C-1001',
      giftCardNumber: null,
    });
    const away = await start(cart, { ...asked, attemptId: newId() });
    expect(await isOver(cart, away)).toMatchObject({ state: 'declined' });
    expect((await start(cart, anAttempt('6.00', { tenderTypeId: 'account' }))).body).toMatchObject({ code: 'account.number-required' });
    const cash = { tenderId: newId(), tenderTypeId: 'cash', amount: '6.00' };
    expect((await register.post(`${cart.path}/tenders`, cash, await seen(cart.path))).status).toBe(200);
    expect((await register.post(`${cart.path}/checkout`, {}, await seen(cart.path))).status).toBe(201);
  });

  it('take nothing back, and say how else money can go back', async () => {
    const cart = await aCart('5.00');
    await pay(cart);
    await checkout(cart);
    const { transactionId, lines } = (await register.get(cart.path)).body;
    const back = {
      transactionId: newId(),
      saleTransactionId: transactionId,
      lines: [{ lineId: newId(), soldLineId: lines[0].lineId }],
      reason: 'damaged',
    };
    const returned = await register.post('/api/v1/returns', back);
    const refund = { path: `/api/v1/carts/${returned.body.transactionId}`, total: '-5.00' };
    const memo = await isOver(refund, await start(refund, anAttempt('-5.00', { tenderTypeId: 'memo' })));
    expect(memo).toMatchObject({ kind: 'refund', state: 'declined', accountNumber: expect.stringMatching(/^M\d{16}$/) });
    expect((await pay(refund)).body).toMatchObject({ kind: 'refund', state: 'approved' });
    await checkout(refund);
  });

  it('tell no balance now', async () => {
    const asked = { kind: 'loyalty', accountNumber: 'L-1001' };
    expect(await register.post('/api/v1/accounts/balance', asked)).toMatchObject({ status: 503, body: { code: 'real-time.unavailable' } });
    expect(await register.post('/api/v1/accounts/balance', { ...asked, kind: 'other' })).toMatchObject({ status: 400 });
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(50);
}
