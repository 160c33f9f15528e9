import { newId, parseQuantity } from '@app/kernel';
import {
  aCouponRow, aCustomerRow, aLoyaltyCardRow, anOffer, MILK, offerLine, offerPriceGroup, price, PRICE_GROUP_ROWS, SHOP_ROWS, WINE,
} from '@app/testing'; // prettier-ignore
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

/** Milk is 10.00, 9.00 for c1, 8.00 for gold members, 7.00 for c2's own group; wine is a tenth off for the club; c3 pays no VAT. */
const milk = (unitPrice: string, change: object) => price('milk', unitPrice, 'pcs', change);
const group = (priceGroupId: string) => ({ legalEntityId: 'le1', priceGroupId, name: priceGroupId, priority: 0 });
const ROWS = {
  ...SHOP_ROWS,
  channel: SHOP_ROWS.channel?.map((row) => ({ ...row, usesCustomerTax: true, usesCustomerExemption: true, exemptionLowersPrice: true })) ?? [],
  priceGroup: [...(PRICE_GROUP_ROWS.priceGroup ?? []), group('gold'), group('own')],
  priceGroupMember: [...(PRICE_GROUP_ROWS.priceGroupMember ?? []), { legalEntityId: 'le1', priceGroupId: 'gold', memberKind: 'loyalty-tier', memberId: 'gold' }],
  price: [
    milk('10.00', {}), milk('9.00', { customerId: 'c1' }), milk('8.00', { priceGroupId: 'gold' }), milk('7.00', { priceGroupId: 'own' }),
    milk('6.00', { customerId: 'c1', minimumQuantity: parseQuantity('3') }), price('wine', '40.00'),
  ],
  offer: [anOffer('members'), anOffer('personal', { needsCoupon: true })],
  offerLine: [offerLine('members', '1', { productId: 'wine' }), offerLine('personal', '1', { productId: 'milk' })],
  offerPriceGroup: [offerPriceGroup('members', 'club'), offerPriceGroup('personal')],
  coupon: [aCouponRow('personal', { usesCount: 'per-customer', maximumUses: 1 })],
  customer: [
    aCustomerRow('c1', { affiliationIds: ['club'], phone: '972500000001' }), aCustomerRow('c2', { priceGroupId: 'own', phone: '972500000001' }),
    aCustomerRow('c3', { exemptTaxCodeIds: ['vat'] }), aCustomerRow('gone', { isBlocked: true }),
  ],
  loyaltyCard: [
    aLoyaltyCardRow('L1', { customerId: 'c2', loyaltyTierId: 'gold' }), aLoyaltyCardRow('L2', { loyaltyTierId: 'gold' }), aLoyaltyCardRow('L3', { isBlocked: true }),
  ],
}; // prettier-ignore

let unit: TestUnit;
let register: TestRegister;

beforeAll(async () => {
  unit = await openTestUnit(ROWS);
  register = await unit.register('r1');
  expect((await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' })).status).toBe(201);
}, 60_000);
afterAll(() => unit.close());

const seen = (answer: { headers: Readonly<Record<string, unknown>> }) => ({ 'if-match': String(answer.headers['etag']) });
const cash = (amount: string) => [{ tenderId: newId(), tenderTypeId: 'cash', amount }];
const pathOf = ({ body }: { body: { transactionId: string } }) => `/api/v1/carts/${body.transactionId}`;

/** A cart with a piece of milk. */
async function withMilk() {
  const cart = await register.post('/api/v1/carts', {});
  return register.post(`${pathOf(cart)}/lines`, { lineId: newId(), barcode: MILK }, seen(cart));
}

type Given = Awaited<ReturnType<typeof withMilk>>;
const name = (cart: Given, customerId: string | null) => register.put(`${pathOf(cart)}/customer`, { customerId }, seen(cart));
const card = (cart: Given, cardNumber: string | null) => register.put(`${pathOf(cart)}/loyalty-card`, { cardNumber }, seen(cart));
const join = (cart: Given, ...affiliationIds: string[]) => register.put(`${pathOf(cart)}/affiliations`, { affiliationIds }, seen(cart));
const gross = ({ body }: Given) => body.totals.gross as string;

describe('who buys', () => {
  it('gets the prices agreed with them for what is in the basket and what comes later, and they go with the name', async () => {
    const named = await name(await withMilk(), 'c1');
    expect([named.status, gross(named)]).toEqual([200, '9.00']);
    expect(named.body.buyer).toEqual({ customerId: 'c1', loyaltyCardNumber: null, loyaltyTierId: null, affiliationIds: ['club'] });
    const lineId = named.body.lines[0].lineId as string;
    const three = await register.patch(`${pathOf(named)}/lines/${lineId}`, { quantity: '3' }, seen(named));
    expect(gross(three)).toBe('18.00');
    const wine = await register.post(`${pathOf(named)}/lines`, { lineId: newId(), barcode: WINE }, seen(three));
    expect(gross(wine)).toBe('54.00');
    const again = await name(wine, 'c1');
    expect([again.status, again.body.revision]).toEqual([200, wine.body.revision]);
    const nobody = await name(wine, null);
    expect([gross(nobody), nobody.body.buyer]).toEqual(['70.00', undefined]);
  });

  it('by card gets the prices of its tier; a card brings its customer, and goes with them', async () => {
    const anybody = await card(await withMilk(), 'L2');
    expect([gross(anybody), anybody.body.buyer.customerId]).toEqual(['8.00', null]);
    const owned = await card(anybody, 'L1');
    expect([gross(owned), owned.body.buyer.customerId]).toEqual(['7.00', 'c2']);
    const other = await name(owned, 'c1');
    expect(other.body.buyer).toEqual({ customerId: 'c1', loyaltyCardNumber: null, loyaltyTierId: null, affiliationIds: ['club'] });
    expect((await card(other, 'L1')).body.code).toBe('loyalty-card.other-customer');
  });

  it('by affiliation gets its offers; that somebody said so is on record', async () => {
    const cart = await withMilk();
    const filled = await register.post(`${pathOf(cart)}/lines`, { lineId: newId(), barcode: WINE }, seen(cart));
    const club = await join(filled, 'club');
    expect(club.body.totals).toMatchObject({ gross: '46.00', discount: '4.00' });
    expect(JSON.parse(club.body.capsules[0].record).body).toMatchObject({ event: 'affiliations-set' });
    expect(gross(await join(club))).toBe('50.00');
  });

  it('pays their own taxes where the store goes by it', async () => {
    const exempt = await name(await withMilk(), 'c3');
    expect(exempt.body.totals).toMatchObject({ tax: '0.00', gross: '8.47' });
    expect((await name(exempt, null)).body.totals).toMatchObject({ tax: '1.53', gross: '10.00' });
  });

  it.each([
    ['customer', { customerId: 'nobody' }, 422, 'customer.unknown'],
    ['customer', { customerId: 'gone' }, 409, 'customer.blocked'],
    ['loyalty-card', { cardNumber: 'L9' }, 422, 'loyalty-card.unknown'],
    ['loyalty-card', { cardNumber: 'L3' }, 409, 'loyalty-card.blocked'],
    ['affiliations', { affiliationIds: ['club', 'friends'] }, 422, 'affiliation.unknown'],
  ])('is refused: %s %j', async (what, body, status, code) => {
    const cart = await withMilk();
    const answer = await register.put(`${pathOf(cart)}/${what}`, body, seen(cart));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await register.get(pathOf(cart))).body).toEqual({ ...cart.body, capsules: [] });
  });

  it('is settled with the first payment, and takes an ETag as every change does', async () => {
    const cart = await withMilk();
    expect((await register.put(`${pathOf(cart)}/customer`, { customerId: 'c1' }, { 'if-match': '"r1"' })).status).toBe(412);
    const paid = await register.post(`${pathOf(cart)}/tenders`, cash('4.00')[0], seen(cart));
    expect((await name(paid, 'c1')).body.code).toBe('cart.paid-in-part');
  });

  it('stays with a basket that is put aside', async () => {
    const named = await name(await withMilk(), 'c1');
    const suspended = await register.post(`${pathOf(named)}/suspend`, {}, seen(named));
    const recalled = await register.post('/api/v1/suspended-carts/recall', { slipNumber: suspended.body.suspended.slipNumber });
    expect([recalled.body.cart.totals.gross, recalled.body.cart.buyer.customerId]).toEqual(['9.00', 'c1']);
  });
});

describe('a sale to somebody', () => {
  const basket = (amount: string, more: object) => ({
    transactionId: newId(),
    lines: [{ lineId: newId(), barcode: MILK }],
    tenders: cash(amount),
    ...more,
  });

  it('says so by number in its record, on its receipt and in the rows of the store, and never by name', async () => {
    const { status, body } = await register.post('/api/v1/sales', basket('9.00', { buyer: { customerId: 'c1' } }));
    expect([status, body.gross, body.receipt.customerId]).toEqual([201, '9.00', 'c1']);
    const record = body.capsules[0].record as string;
    expect(JSON.parse(record).body.buyer).toMatchObject({ customerId: 'c1', affiliationIds: ['club'] });
    expect(record).not.toContain('Customer c1');
    const row = await unit.parts.store.reader.first<{ customer_id: string }>('SELECT customer_id FROM {sale} WHERE transaction_id = ?', [body.transactionId]); // prettier-ignore
    expect(row).toEqual({ customer_id: 'c1' });
    const paper = await register.get(`/api/v1/transactions/${body.transactionId}/receipt?format=text`);
    expect(paper.body).toContain('Customer c1');
  });

  it('is the same sale under another key only for the same buyer', async () => {
    const given = basket('8.00', { buyer: { loyaltyCardNumber: 'L2' } });
    const first = await register.post('/api/v1/sales', given);
    expect((await register.post('/api/v1/sales', given)).body).toEqual(first.body);
    for (const buyer of [undefined, { loyaltyCardNumber: 'L1' }]) {
      expect((await register.post('/api/v1/sales', { ...given, buyer })).body.code).toBe('transaction.id-taken');
    }
  });

  it('counts a coupon that each customer may use once, and asks who it is', async () => {
    const personal = (amount: string, customerId?: string) =>
      register.post('/api/v1/sales', basket(amount, { coupons: ['PERSONAL'], ...(customerId && { buyer: { customerId } }) }));
    expect((await personal('9.00')).body.code).toBe('coupon.needs-customer');
    const sold = await personal('8.10', 'c1');
    expect([sold.status, sold.body.gross]).toEqual([201, '8.10']);
    const replayed = await register.get(`/api/v1/transactions/${sold.body.transactionId}/explanation`);
    expect(replayed.body).toMatchObject({ isAsRecorded: true, totals: { discount: '0.90', gross: '8.10' } });
    expect((await personal('8.10', 'c1')).body.code).toBe('coupon.used-up');
    expect((await personal('6.30', 'c2')).status).toBe(201);
  });

  it('loses a coupon of theirs when they are not named any more', async () => {
    const named = await name(await withMilk(), 'c3');
    const added = await register.post(`${pathOf(named)}/coupons`, { code: 'PERSONAL' }, seen(named));
    expect(added.body.coupons).toHaveLength(1);
    const nobody = await name(added, null);
    expect([gross(nobody), nobody.body.coupons]).toEqual(['10.00', undefined]);
  });
});

describe('a customer', () => {
  const lookUp = (named: object) => register.post('/api/v1/customers/look-up', named);

  it('is found by number, card and telephone', async () => {
    const c2 = { customerId: 'c2', name: 'Customer c2', isBlocked: false, affiliationIds: [] };
    expect((await lookUp({ customerId: 'c2' })).body).toEqual({ customers: [c2] });
    expect((await lookUp({ cardNumber: 'L1' })).body).toEqual({ customers: [c2] });
    const { body } = await lookUp({ phone: '+972 50-000 0001' });
    expect(body.customers.map((one: { customerId: string }) => one.customerId)).toEqual(['c1', 'c2']);
    for (const named of [{ customerId: 'nobody' }, { cardNumber: 'L2' }, { phone: '00000' }]) {
      expect((await lookUp(named)).body).toEqual({ customers: [] });
    }
    expect((await lookUp({ customerId: 'c1', phone: '972500000001' })).status).toBe(400);
  });

  it('is who a scanned card belongs to, while the card counts', async () => {
    const scan = async (text: string) => (await register.post('/api/v1/scans', { text })).body as object;
    expect(await scan('L1')).toEqual({ kind: 'loyalty-card', cardNumber: 'L1', customerId: 'c2' });
    expect([await scan('L3'), await scan('L9')]).toEqual([{ kind: 'unknown' }, { kind: 'unknown' }]);
  });

  it('is not looked up by who may not', async () => {
    const it = await unit.register('r2', 'it');
    expect((await it.post('/api/v1/customers/look-up', { customerId: 'c1' })).status).toBe(403);
  });

  it('is priced with a document that nobody keeps, by number, card or tier', async () => {
    const price = async (buyer: object) => {
      const { body } = await register.post('/api/v1/calculations', { lines: [{ lineId: newId(), barcode: MILK }], buyer });
      return body.totals.gross as string;
    };
    expect(await Promise.all([{ customerId: 'c1' }, { loyaltyCardNumber: 'L1' }, { loyaltyTierId: 'gold' }].map(price))).toEqual(['9.00', '7.00', '8.00']); // prettier-ignore
  });
});
