import { newId } from '@app/kernel';
import { anOffer, MILK, offerLine, offerPriceGroup, price, PRICE_GROUP_ROWS, SHOP_ROWS, WINE } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

/** Two for 10.00 on milk, a tenth off wine; one for members, whom nobody here is; one that is over. */
const ROWS = {
  ...SHOP_ROWS,
  ...PRICE_GROUP_ROWS,
  price: [price('milk', '6.90'), price('wine', '39.90')],
  offer: [
    anOffer('2for10', { name: 'Two for 10.00', kind: 'mix-and-match', rewardKind: 'price', rewardValue: '10', dealGroups: ['A 2'] }),
    anOffer('wine10', { name: 'Wine week' }),
    anOffer('members', { rewardValue: '0.5' }),
    anOffer('cash', { kind: 'tender', tenderTypeIds: ['cash'], rewardValue: null, tiers: ['1 0.1'] }),
    anOffer('over', { rewardValue: '0.9', validTo: '2026-08-09' }),
  ],
  offerLine: [
    offerLine('2for10', '1', { productId: 'milk', groupId: 'A' }),
    offerLine('wine10', '1', { productId: 'wine' }),
    offerLine('members', '1'),
    offerLine('cash', '1', { productId: 'milk' }),
    offerLine('over', '1'),
  ],
  offerPriceGroup: ['2for10', 'wine10', 'over', 'cash']
    .map((offerId) => offerPriceGroup(offerId))
    .concat(offerPriceGroup('members', 'club')),
};

let unit: TestUnit;
let register: TestRegister;

beforeAll(async () => {
  unit = await openTestUnit(ROWS);
  register = await unit.register('r1');
}, 60_000);
afterAll(() => unit.close());

const basket = (lines: readonly { barcode: string; quantity: string }[], amount: string) => ({
  transactionId: newId(),
  mode: 'training',
  lines: lines.map((line) => ({ lineId: newId(), ...line })),
  tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount }],
}); // prettier-ignore

describe('offers that were sent down', () => {
  it('are in the cart as its lines come, and go as they go', async () => {
    const { transactionId, revision } = (await register.post('/api/v1/carts', { mode: 'training' })).body;
    const path = `/api/v1/carts/${transactionId}`;
    const add = (barcode: string, quantity: string, seen: number) =>
      register.post(`${path}/lines`, { lineId: newId(), barcode, quantity }, { 'if-match': `"r${seen}"` });
    const one = (await add(MILK, '1', revision)).body;
    expect(one.totals).toMatchObject({ gross: '6.90' });
    expect(one.totals.discount).toBeUndefined();
    const three = (await add(MILK, '2', one.revision)).body;
    expect(three.totals).toMatchObject({ discount: '3.80', gross: '16.90' });
    const { body } = await add(WINE, '1', three.revision);
    expect(body.lines[2]).toMatchObject({ amount: '39.90', gross: '35.91', discounts: [{ kind: 'offer', offerId: 'wine10', name: 'Wine week', amount: '3.99' }] }); // prettier-ignore
    const lineId = body.lines[1].lineId as string;
    const voided = await register.post(`${path}/lines/${lineId}/void`, {}, { 'if-match': `"r${body.revision}"` });
    expect(voided.body.totals).toMatchObject({ discount: '3.99', gross: '42.81' });
  });

  it('are in the record of a sale with what they were, so that anyone reckons them again, and on its receipt', async () => {
    const { status, body } = await register.post('/api/v1/sales', basket([{ barcode: MILK, quantity: '5' }], '26.90'));
    expect([status, body.gross]).toEqual([201, '26.90']);
    const { body: sale } = JSON.parse(body.capsules[0].record);
    expect(sale.totals).toMatchObject({ discount: '7.60', gross: '26.90' });
    expect(sale.lines[0]).toMatchObject({ amount: '34.50', discounts: [{ offerId: '2for10', amount: '7.60' }] });
    const { body: explanation } = await register.get(`/api/v1/transactions/${body.transactionId}/explanation`);
    expect(explanation).toMatchObject({ isAsRecorded: true, totals: { discount: '7.60', gross: '26.90' } });
    expect(explanation.lines[0].offers[0]).toMatchObject({ offerId: '2for10', outcome: 'won', amount: '7.60', why: null });
    expect(body.receipt.lines[0].discounts).toEqual([{ name: 'Two for 10.00', amount: '7.60' }]);
  });

  it('are withheld by a person from a whole sale, which its record says, and are given back', async () => {
    const cart = await register.post('/api/v1/carts', { mode: 'training' });
    const path = `/api/v1/carts/${cart.body.transactionId}`;
    const seen = (answer: { headers: Readonly<Record<string, unknown>> }) => ({ 'if-match': String(answer.headers['etag']) });
    const filled = await register.post(`${path}/lines`, { lineId: newId(), barcode: MILK, quantity: '2' }, seen(cart));
    const without = await register.put(`${path}/offers`, { withheld: true, reason: 'agreed' }, seen(filled));
    expect(without).toMatchObject({ status: 200, body: { withheldOffers: { reason: 'agreed' }, totals: { gross: '13.80' } } });
    const again = await register.put(`${path}/offers`, { withheld: false, reason: null }, seen(without));
    expect(again.body).toMatchObject({ totals: { discount: '3.80', gross: '10.00' } });
    expect(again.body).not.toHaveProperty('withheldOffers');
    const last = await register.put(`${path}/offers`, { withheld: true, reason: null }, seen(again));
    const tenders = [{ tenderId: newId(), tenderTypeId: 'cash', amount: '13.80' }];
    const sale = await register.post(`${path}/checkout`, { tenders }, seen(last));
    expect(sale).toMatchObject({ status: 201, body: { gross: '13.80' } });
    const { body: record } = JSON.parse(sale.body.capsules[0].record);
    expect(record.inputs.discounts).toMatchObject({ offers: [{ offerId: '2for10' }, { offerId: 'cash' }], withheld: { reason: null } });
    const { body: explanation } = await register.get(`/api/v1/transactions/${sale.body.transactionId}/explanation`);
    expect(explanation).toMatchObject({
      isAsRecorded: true,
      lines: [
        {
          offers: [
            { offerId: '2for10', why: 'withheld' },
            { offerId: 'cash', why: 'withheld' },
          ],
        },
      ],
    });
  });

  it('for who pays in a certain way are shown when somebody says so, and count only when it is paid so', async () => {
    const cart = await register.post('/api/v1/carts', { mode: 'training' });
    const path = `/api/v1/carts/${cart.body.transactionId}`;
    const seen = (answer: { headers: Readonly<Record<string, unknown>> }) => ({ 'if-match': String(answer.headers['etag']) });
    const filled = await register.post(`${path}/lines`, { lineId: newId(), barcode: MILK }, seen(cart));
    const byCard = await register.put(`${path}/intended-tender`, { tenderTypeId: 'card' }, seen(filled));
    const byCash = await register.put(`${path}/intended-tender`, { tenderTypeId: 'cash' }, seen(byCard));
    expect([byCard.body.totals.gross, byCash.body.totals.gross, byCash.body.intendedTenderTypeId]).toEqual(['6.90', '6.21', 'cash']);
    const attempt = { attemptId: newId(), tenderTypeId: 'card', amount: '6.21' };
    const card = await register.post(`${path}/tender-attempts`, attempt, seen(byCash));
    expect([card.status, card.body.code]).toEqual([409, 'tender.not-intended']);
    const asked = { ...basket([{ barcode: MILK, quantity: '1' }], '6.20'), intendedTenderTypeId: 'cash' };
    const { status, body } = await register.post('/api/v1/sales', asked);
    expect([status, body.gross, body.due]).toEqual([201, '6.21', '6.20']);
    const replayed = await register.get(`/api/v1/transactions/${body.transactionId}/explanation`);
    expect(replayed.body).toMatchObject({ isAsRecorded: true, totals: { discount: '0.69', gross: '6.21' } });
  });

  it('are given back with the goods: a returned line nets what was charged for it', async () => {
    expect((await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' })).status).toBe(201);
    const { body: sold } = await register.post('/api/v1/sales', { ...basket([{ barcode: MILK, quantity: '2' }], '10.00'), mode: 'live' });
    const soldLineId = JSON.parse(sold.capsules[0].record).body.lines[0].lineId;
    const cart = await register.post('/api/v1/carts', {});
    const given = { receiptNumber: sold.receiptNumber, lines: [{ lineId: newId(), soldLineId, quantity: '1' }], reason: 'damaged' };
    const path = `/api/v1/carts/${cart.body.transactionId}/return-lines`;
    const { body } = await register.post(path, given, { 'if-match': String(cart.headers['etag']) });
    expect(body.totals).toMatchObject({ gross: '-5.00' });
  });
});
