import { newId } from '@app/kernel';
import { KeyFiles } from '@app/platform';
import { MILK, WINE } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';
import { withLimits } from './support/reduction-limits';
import { PEPPER, PINS, twoStores } from './support/two-stores';

type Answer = Awaited<ReturnType<TestRegister['post']>>;

let unit: TestUnit;
let ben: TestRegister;
beforeAll(async () => {
  unit = await openTestUnit(withLimits(await twoStores()));
  unit.app.get(KeyFiles).write('peppers.json', JSON.stringify({ le1: PEPPER }));
  const anna = await unit.register('r1');
  expect(await anna.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' })).toMatchObject({ status: 201 });
  ben = await unit.register('r1', 'ben');
});
afterAll(() => unit.close());

const seen = (answer: Answer) => ({ 'if-match': String(answer.headers['etag']) });
const pathOf = ({ body }: Answer) => `/api/v1/carts/${body.transactionId}`;
const lineOf = ({ body }: Answer, index = 0): string => body.lines[index].lineId;
const put = (path: string, body: object, headers: Readonly<Record<string, string>>) =>
  unit.call({ method: 'PUT', path, body, headers: { ...ben.headers, ...headers } });
const part = (rate: string, reason?: string) => ({ discount: { kind: 'percent', rate }, ...(reason && { reason }) });
const money = (amount: string) => ({ discount: { kind: 'amount', amount } });
const auditsOf = ({ body }: Answer) => body.capsules.map(({ record }: { record: string }) => (JSON.parse(record) as { body: object }).body);

/** Milk for 13.86, and a bottle of wine that nobody may discount. */
async function aCart(): Promise<Answer> {
  const empty = await ben.post('/api/v1/carts', {});
  const milk = await ben.post(`${pathOf(empty)}/lines`, { lineId: newId(), barcode: MILK, quantity: '2' }, seen(empty));
  return ben.post(`${pathOf(empty)}/lines`, { lineId: newId(), barcode: WINE }, seen(milk));
}

async function approval(operation: string, subject: string): Promise<Readonly<Record<string, string>>> {
  const given = { staffId: 'anna', pin: PINS['anna'], operation, subject };
  const answer = await ben.post('/api/v1/session/approvals', given);
  expect(answer.status).toBe(201);
  return { 'store-approval': String(answer.body.approvalToken) };
}

describe('a discount on a line', () => {
  it('is given within the limits of the employee, stands in the journal and in the record, and is taken back', async () => {
    const cart = await aCart();
    const path = `${pathOf(cart)}/lines/${lineOf(cart)}/discount`;
    const off = await put(path, part('0.1', 'dented'), seen(cart));
    expect(off).toMatchObject({
      status: 200,
      body: {
        totals: { discount: '1.39' },
        lines: [{ manualDiscount: { kind: 'percent', size: '0.1', reason: 'dented', staffId: 'ben' }, discounts: [{ kind: 'manual-line', amount: '1.39' }] }, {}],
      },
    }); // prettier-ignore
    expect(auditsOf(off)).toEqual([
      { event: 'discount-given', approvedBy: null, subjectId: cart.body.transactionId, details: { operation: 'cart.discount-line', lineId: lineOf(cart), discount: 'percent', size: '0.1', reason: 'dented' } },
    ]); // prettier-ignore
    const again = await put(path, part('0.1', 'dented'), seen(cart));
    expect([again.status, again.headers['etag'], again.body.capsules]).toEqual([200, off.headers['etag'], []]);
    const back = await put(path, { discount: null }, seen(off));
    expect(back.body.totals).toEqual(cart.body.totals);
    expect(back.body.lines[0]).not.toHaveProperty('manualDiscount');
  });

  it('above them needs somebody whose limits reach so far', async () => {
    const cart = await aCart();
    const path = `${pathOf(cart)}/lines/${lineOf(cart)}/discount`;
    expect(await put(path, part('0.2'), seen(cart))).toMatchObject({
      status: 403, body: { code: 'discount.above-limit', field: '/discount', parameters: { maximumPart: '0.1', maximumAmount: '1.39' } },
    }); // prettier-ignore
    const approved = await approval('cart.discount-line', String(cart.body.transactionId));
    const off = await put(path, part('0.2'), { ...seen(cart), ...approved });
    expect(off).toMatchObject({ status: 200, body: { totals: { discount: '2.77' } } });
    expect(auditsOf(off)).toMatchObject([{ event: 'discount-given', approvedBy: 'anna' }]);
  });

  it('is refused on goods that may not be discounted, and where it is malformed', async () => {
    const cart = await aCart();
    const of = (index: number) => `${pathOf(cart)}/lines/${lineOf(cart, index)}/discount`;
    const refusals = [
      [of(1), part('0.1'), 422, 'discount.not-allowed'],
      [of(0), part('0'), 422, 'discount.invalid'],
      [of(0), money('0.001'), 422, 'amount.malformed'],
      [of(0), { discount: { kind: 'price', amount: '1' } }, 400, 'request.invalid'],
      [`${pathOf(cart)}/lines/${newId()}/discount`, part('0.1'), 404, 'line.unknown'],
    ] as const;
    for (const [path, body, status, code] of refusals) expect(await put(path, body, seen(cart))).toMatchObject({ status, body: { code } });
  });
});

describe('a discount on a sale', () => {
  it('is shared among the goods that may be discounted, and comes to the same cents from the record', async () => {
    const cart = await aCart();
    const off = await put(`${pathOf(cart)}/discount`, money('2'), seen(cart));
    expect(off).toMatchObject({
      status: 200,
      body: {
        manualDiscount: { kind: 'amount', size: '2.00', staffId: 'ben' },
        lines: [{ discounts: [{ kind: 'manual-total', amount: '2.00' }] }, {}],
      },
    });
    expect(off.body.lines[1]).not.toHaveProperty('discounts');
    const sale = await ben.post(
      `${pathOf(cart)}/checkout`,
      { tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '60.00' }] },
      seen(off),
    );
    expect(sale).toMatchObject({ status: 201, body: { gross: '51.76' } });
    const record = JSON.parse(sale.body.capsules[0].record).body;
    expect(record.inputs.discounts.manualTotal).toEqual({
      reward: { kind: 'amount', amount: '2.00' }, reason: null, staffId: 'ben', within: { part: '1', amount: '2.00' },
    }); // prettier-ignore
    expect(sale.body.receipt.lines[0].discounts).toEqual([{ name: null, amount: '2.00' }]);
  });

  it('given twice at the same moment is given once', async () => {
    const cart = await aCart();
    const both = await Promise.all(['1', '1.50'].map((amount) => put(`${pathOf(cart)}/discount`, money(amount), seen(cart))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const kept = both.find(({ status }) => status === 200);
    const shown = await unit.call({ method: 'GET', path: pathOf(cart), headers: ben.headers });
    expect(shown.body.totals.discount).toBe(kept?.body.totals.discount);
  });

  it('is refused above the limit of the employee', async () => {
    const cart = await aCart();
    expect(await put(`${pathOf(cart)}/discount`, money('2.01'), seen(cart))).toMatchObject({
      status: 403, body: { code: 'discount.above-limit', parameters: { maximumAmount: '2.00' } },
    }); // prettier-ignore
  });
});

describe('a price that is set', () => {
  it('goes the way the employee may go, and stands in the record beside the catalog price', async () => {
    const cart = await aCart();
    const path = `${pathOf(cart)}/lines/${lineOf(cart)}/price`;
    const higher = await put(path, { unitPrice: '7' }, seen(cart));
    expect(higher).toMatchObject({ status: 403, body: { code: 'price.override-not-allowed', parameters: { may: 'lower' } } });
    const lower = await put(path, { unitPrice: '5', reason: 'match' }, seen(cart));
    expect(lower).toMatchObject({
      status: 200,
      body: { lines: [{ unitPrice: '5', priceSource: 'override', gross: '10.00', priceOverride: { listedPrice: '6.93', reason: 'match', staffId: 'ben' } }, {}] },
    }); // prettier-ignore
    expect(auditsOf(lower)).toMatchObject([{ event: 'price-overridden', details: { unitPrice: '5', reason: 'match' } }]);
    const sale = await ben.post(`${pathOf(cart)}/checkout`, { tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '60.00' }] }, seen(lower));
    const record = JSON.parse(sale.body.capsules[0].record).body;
    expect(record.lines[0]).toMatchObject({ unitPrice: '5', priceId: null, priceOverride: { listedPrice: '6.93', priceId: 'p-milk-6.93', reason: 'match', staffId: 'ben' } });
  }); // prettier-ignore

  it('is taken back, and none is set where the catalog alone says', async () => {
    const cart = await aCart();
    const lower = await put(`${pathOf(cart)}/lines/${lineOf(cart)}/price`, { unitPrice: '5' }, seen(cart));
    const back = await put(`${pathOf(cart)}/lines/${lineOf(cart)}/price`, { unitPrice: null }, seen(lower));
    expect(back.body.totals).toEqual(cart.body.totals);
    const fixed = await put(`${pathOf(cart)}/lines/${lineOf(cart, 1)}/price`, { unitPrice: '5' }, seen(back));
    expect(fixed).toMatchObject({ status: 422, body: { code: 'price.fixed' } });
  });
});

it('a shift reports how often and how much was taken off, by kind, on paper too, and its Z report keeps it', async () => {
  const shiftId = newId();
  const opened = await (await unit.register('r2')).post('/api/v1/shifts', { shiftId, float: '100.00' });
  expect(opened.status).toBe(201);
  ben = await unit.register('r2', 'ben');
  const cart = await aCart();
  const two = await ben.post(`${pathOf(cart)}/lines`, { lineId: newId(), barcode: MILK }, seen(cart));
  const off = await put(`${pathOf(cart)}/lines/${lineOf(cart)}/discount`, part('0.1'), seen(two));
  const set = await put(`${pathOf(cart)}/lines/${lineOf(two, 2)}/price`, { unitPrice: '5.93' }, seen(off));
  const all = await put(`${pathOf(cart)}/discount`, money('1'), seen(set));
  const paid = { tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '100.00' }] };
  expect(await ben.post(`${pathOf(cart)}/checkout`, paid, seen(all))).toMatchObject({ status: 201 });

  const anna = await unit.register('r2');
  const reductions = [
    { kind: 'manual-line', count: 1, amount: '1.39' },
    { kind: 'manual-total', count: 1, amount: '1.00' },
    { kind: 'price-override', count: 1, amount: '1.00' },
  ];
  expect((await anna.get(`/api/v1/shifts/${shiftId}/x-report`)).body.reductions).toEqual(reductions);
  const printed = await anna.get(`/api/v1/shifts/${shiftId}/x-report?format=text`);
  expect(String(printed.body)).toMatch(/Line discounts +1 \/ 1\.39/);
  const closed = await anna.post(`/api/v1/shifts/${shiftId}/close`, {});
  expect(closed).toMatchObject({ status: 200, body: { report: { reductions } } });
  expect((await anna.get(`/api/v1/shifts/${shiftId}/z-report`)).body.reductions).toEqual(reductions);
});
