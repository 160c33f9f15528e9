import { newId, parseRate } from '@app/kernel';
import { MILK, SHOP_ROWS } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

const OF_CHANNEL = { channelId: 'store-1' };
const [CASH] = SHOP_ROWS['tenderType'] as [object];
const tender = (tenderTypeId: string, change: object) => ({ ...CASH, tenderTypeId, name: tenderTypeId, ...change });

const ROWS: typeof SHOP_ROWS = {
  ...SHOP_ROWS,
  channel: SHOP_ROWS['channel']?.map((row) => ({ ...row, refundsMayBeOverridden: true })) ?? [],
  tenderType: [
    ...(SHOP_ROWS['tenderType'] ?? []),
    tender('voucher', { roundingStep: '0', aboveMinimumTenderTypeId: 'voucher', minimumChangeAmount: '20.00' }),
    tender('dollars', { currency: 'USD', roundingStep: '0' }),
    tender('lenient', { maximumUndertender: '0.10' }),
  ],
  exchangeRate: [{ legalEntityId: 'le1', currencyCode: 'USD', validFrom: '2026-01-01', units: 1, rate: parseRate('3.5') }],
  refundTender: [{ ...OF_CHANNEL, tenderTypeId: 'voucher', refundTenderTypeId: 'voucher' }],
};

let unit: TestUnit;
let register: TestRegister;
beforeAll(async () => {
  unit = await openTestUnit(ROWS);
  register = await unit.register();
  await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
});
afterAll(() => unit.close());

const seen = (answer: { headers: Readonly<Record<string, unknown>> }) => ({ 'if-match': String(answer.headers['etag']) });
const paying = (tenderTypeId: string, amount: string, more: object = {}) => ({ tenderId: newId(), tenderTypeId, amount, ...more });
const sell = (quantity: string, ...tenders: object[]) =>
  register.post('/api/v1/sales', { transactionId: newId(), lines: [{ lineId: newId(), barcode: MILK, quantity }], tenders });
const recordOf = (sale: { body: { capsules: { record: string }[] } }) => JSON.parse(sale.body.capsules[0]?.record ?? '').body;

describe('tenders as headquarters sent them down', () => {
  it('gives large change of a voucher as a voucher and small change as cash', async () => {
    const large = await sell('10', paying('voucher', '100.00'));
    expect(large).toMatchObject({ status: 201, body: { gross: '69.30', change: '30.70' } });
    expect(recordOf(large).tenders).toMatchObject([{ kind: 'payment' }, { kind: 'change', tenderTypeId: 'voucher', amount: '-30.70' }]);
    const small = await sell('12', paying('voucher', '100.00'));
    expect(recordOf(small).tenders).toMatchObject([{ kind: 'payment' }, { kind: 'change', tenderTypeId: 'cash', amount: '-16.80' }]);
  });

  it('takes foreign money at its rate and records what was handed over', async () => {
    const sale = await sell('10', paying('dollars', '20.00'));
    expect(sale).toMatchObject({ status: 201, body: { gross: '69.30', due: '69.30', change: '0.70' } });
    expect(recordOf(sale).tenders[0]).toMatchObject({
      amount: '70.00',
      currency: 'ILS',
      foreign: {
        currency: 'USD',
        amount: '20.00',
        units: 1,
        rate: '3.5',
        rateDate: '2026-01-01',
        companyCurrency: 'ILS',
        companyAmount: '70.00',
      },
    });
  });

  it('lets a customer off what the tender allows, when the cashier says so', async () => {
    expect(await sell('10', paying('lenient', '69.20', { settles: true }))).toMatchObject({
      status: 201,
      body: { gross: '69.30', due: '69.20' },
    });
    expect(await sell('10', paying('lenient', '69.00', { settles: true }))).toMatchObject({
      status: 422,
      body: { code: 'tender.undertender' },
    });
  });

  it('pays back as the refund policy says, unless somebody who may says otherwise', async () => {
    const sold = await sell('1', paying('voucher', '6.93'));
    const lines = [{ lineId: newId(), soldLineId: recordOf(sold).lines[0].lineId }];
    const cart = await register.post('/api/v1/returns', {
      transactionId: newId(),
      receiptNumber: sold.body.receiptNumber,
      lines,
      reason: 'damaged',
    });
    const path = `/api/v1/carts/${cart.body.transactionId}`;
    const refused = await register.post(`${path}/tenders`, paying('cash', '-6.90'), seen(cart));
    expect(refused).toMatchObject({ status: 422, body: { code: 'tender.refund-not-allowed', parameters: { allowed: 'voucher' } } });
    const overridden = await register.post(`${path}/refund-override`, { tenderTypeId: 'cash' }, seen(cart));
    expect(overridden).toMatchObject({ status: 200, body: { capsules: [{}] } });
    const refund = await register.post(`${path}/checkout`, { tenders: [paying('cash', '-6.90')] }, seen(overridden));
    expect(refund).toMatchObject({ status: 201, body: { gross: '-6.93', due: '-6.90' } });
  });
});

it('foreign money is counted in its own currency, and the reports say what of it was there, missing or over', async () => {
  const shiftId = newId();
  const other = await unit.register('r2');
  expect(await other.post('/api/v1/shifts', { shiftId, float: '100.00' })).toMatchObject({ status: 201 });
  const buy = (...tenders: object[]) =>
    other.post('/api/v1/sales', { transactionId: newId(), lines: [{ lineId: newId(), barcode: MILK, quantity: '10' }], tenders });
  // 69.30 twice: 20 dollars are 70.00; 10 and 10 of the same sale too.
  expect(await buy(paying('dollars', '20.00'))).toMatchObject({ status: 201 });
  expect(await buy(paying('dollars', '10.00'), paying('dollars', '10.00'))).toMatchObject({ status: 201 });
  const counts = [{ tenderTypeId: 'dollars', amount: '38.50' }, { tenderTypeId: 'cash', amount: '98.60' }]; // prettier-ignore
  const counted = await other.post(`/api/v1/shifts/${shiftId}/count`, { counts });
  expect(counted).toMatchObject({
    status: 201,
    body: {
      counts: [
        { tenderTypeId: 'cash', currency: 'ILS', counted: '98.60', expected: '98.60', difference: '0.00' },
        { tenderTypeId: 'dollars', currency: 'USD', counted: '38.50', expected: '40.00', difference: '-1.50' },
      ],
    },
  });
  expect(JSON.parse(counted.body.capsules[0].record).body).toMatchObject({ kind: 'count', currency: 'USD', amount: '38.50' });
  expect(await other.post(`/api/v1/shifts/${shiftId}/count`, { counts: [{ tenderTypeId: 'dollars', amount: '1.001' }] })).toMatchObject({
    status: 422, body: { code: 'amount.malformed' },
  }); // prettier-ignore
  const dollars = {
    tenderTypeId: 'dollars', taken: '140.00', expected: '140.00', counted: null, difference: null,
    foreign: { currency: 'USD', taken: '40.00', counted: '38.50', difference: '-1.50' },
  }; // prettier-ignore
  const closed = await other.post(`/api/v1/shifts/${shiftId}/close`, {});
  expect(closed.body.report.tenders).toMatchObject([{ tenderTypeId: 'cash', counted: '98.60' }, dollars]);
  expect(closed.body.report.tenders[0]).not.toHaveProperty('foreign');
  const printed = await other.get(`/api/v1/shifts/${shiftId}/z-report?format=text`);
  expect(String(printed.body)).toMatch(/Counted +USD 38\.50/);
  expect((await other.get(`/api/v1/shifts/${shiftId}/z-report`)).body.tenders[1]).toMatchObject(dollars);
});
