import { newId } from '@app/kernel';
import { anOffer, MILK, offerLine, offerPriceGroup, price, PRICE_GROUP_ROWS, SHOP_ROWS, WINE } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

/** Two for 10.00 on milk, a tenth off everything, 5.00 off from 200.00; milk was dearer before. */
const ROWS = {
  ...SHOP_ROWS,
  ...PRICE_GROUP_ROWS,
  price: [{ ...price('milk', '7.50'), priceId: 'milk-before', validFrom: '2000-01-01' }, { ...price('milk', '6.90'), priceId: 'milk-now', validFrom: '2026-08-01' }, price('wine', '39.90')],
  offer: [
    anOffer('2for10', { name: 'Two for 10.00', kind: 'mix-and-match', rewardKind: 'price', rewardValue: '10', dealGroups: ['A 2'] }),
    anOffer('tenth', { name: 'A tenth off' }),
    anOffer('big', { name: 'From 200.00', kind: 'threshold', rewardKind: 'amount', rewardValue: null, tiers: ['200 5'] }),
  ],
  offerLine: [
    offerLine('2for10', '1', { productId: 'milk', groupId: 'A' }), offerLine('tenth', '1'),
    offerLine('big', '1'),
  ],
  offerPriceGroup: ['2for10', 'tenth', 'big'].map((offerId) => offerPriceGroup(offerId)),
}; // prettier-ignore

let unit: TestUnit;
let register: TestRegister;

beforeAll(async () => {
  unit = await openTestUnit(ROWS);
  register = await unit.register('r1');
}, 60_000);
afterAll(() => unit.close());

const milk = (quantity: string) => ({ lineId: newId(), barcode: MILK, quantity });

async function aCart(...lines: object[]): Promise<string> {
  const cart = await register.post('/api/v1/carts', { mode: 'training' });
  const { transactionId } = cart.body;
  let seen = String(cart.headers['etag']);
  for (const line of lines) {
    const answer = await register.post(`/api/v1/carts/${transactionId}/lines`, line, { 'if-match': seen });
    seen = String(answer.headers['etag']);
  }
  return transactionId as string;
}

describe('the explanation of a cart', () => {
  it('says for each line which price row counts, which offer won and why the others did not, and what was rounded', async () => {
    const { status, body } = await register.get(`/api/v1/carts/${await aCart(milk('3'))}/explanation`);
    expect(status).toBe(200);
    const [line] = body.lines;
    expect(line.price).toMatchObject({
      source: 'price-list', priceId: 'milk-now', unitPrice: '6.9', quoted: { catalogVersion: body.catalogVersion },
      beaten: [{ priceId: 'milk-before', unitPrice: '7.5', why: 'began-earlier' }],
    }); // prettier-ignore
    expect(line.offers.map((one: { offerId: string; outcome: string; why: string | null }) => [one.offerId, one.outcome, one.why])).toEqual([
      ['2for10', 'won', null], ['big', 'lost', 'minimum-not-reached'], ['tenth', 'won', null],
    ]); // prettier-ignore
    expect(line).toMatchObject({ exactAmount: '20.70', amount: '20.70', discounts: [{ offerId: '2for10', amount: '3.80' }, { offerId: 'tenth', amount: '0.69' }], gross: '16.21' }); // prettier-ignore
    expect(line.taxes).toEqual([{ taxCodeId: 'vat', rate: '0.18', origin: 'percent-of-net', isExempt: false, base: '13.74', exact: '2.47271186', amount: '2.47' }]); // prettier-ignore
    expect(body.totals).toEqual({ discount: '4.49', net: '13.74', tax: '2.47', gross: '16.21' });
  });

  it('names the offers that gave more instead', async () => {
    const { body } = await register.get(`/api/v1/carts/${await aCart(milk('2'))}/explanation`);
    const tenth = body.lines[0].offers.find(({ offerId }: { offerId: string }) => offerId === 'tenth');
    expect(tenth).toMatchObject({ outcome: 'lost', why: 'others-give-more', wouldGive: '1.38', lostTo: ['2for10'] });
  });

  it('changes nothing', async () => {
    const id = await aCart(milk('2'));
    const before = await register.get(`/api/v1/carts/${id}`);
    await register.get(`/api/v1/carts/${id}/explanation`);
    expect((await register.get(`/api/v1/carts/${id}`)).body).toEqual(before.body);
  });

  it('is nobody else’s: to another register there is no such cart', async () => {
    const other = await unit.register('r2');
    const { status, body } = await other.get(`/api/v1/carts/${await aCart(milk('2'))}/explanation`);
    expect([status, body.code]).toEqual([404, 'cart.unknown']);
  });
});

describe('the explanation of a finished sale', () => {
  it('is what the cart said, from the record alone, after the prices and offers are others', async () => {
    const lines = [milk('3'), { lineId: newId(), barcode: WINE, quantity: '1' }];
    const priced = await register.post('/api/v1/calculations', { lines, explain: true });
    const transactionId = newId();
    const answers = [{ kind: 'age', outcome: 'confirmed' }];
    const tenders = [{ tenderId: newId(), tenderTypeId: 'cash', amount: '100.00' }];
    const sold = await register.post('/api/v1/sales', { transactionId, mode: 'training', lines, answers, tenders });
    expect(sold.status).toBe(201);
    const { status, body } = await register.get(`/api/v1/transactions/${transactionId}/explanation`);
    expect([status, body.isAsRecorded]).toEqual([200, true]);
    expect(body.totals).toEqual(priced.body.explanation.totals);
    const unquoted = (one: { price: { quoted: unknown } }) => ({ ...one, price: { ...one.price, quoted: null } });
    expect(body.lines.map(unquoted)).toEqual(priced.body.explanation.lines.map(unquoted));
  });

  it('does not exist for a sale that is not on this box', async () => {
    const { status, body } = await register.get(`/api/v1/transactions/${newId()}/explanation`);
    expect([status, body.code]).toEqual([404, 'transaction.unknown']);
  });
});

describe('a priced document', () => {
  it('explains itself only when asked', async () => {
    const lines = [milk('2')];
    expect((await register.post('/api/v1/calculations', { lines })).body.explanation).toBeUndefined();
    const { body } = await register.post('/api/v1/calculations', { lines, explain: true });
    expect(body.explanation.totals).toMatchObject({ gross: body.totals.gross });
    expect(body.explanation.lines[0].offers[0]).toMatchObject({ offerId: '2for10', outcome: 'won', amount: '3.80' });
  });
});
