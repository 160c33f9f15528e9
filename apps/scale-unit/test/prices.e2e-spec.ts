import { instantReaching, minuteReached, newId } from '@app/kernel';
import { MILK, price, SHOP_ROWS, SIX_PACK, WINE } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const ZONE = 'Asia/Jerusalem';
/** Five minutes from now, on the unit's business day. */
const CHANGE = minuteReached(Date.parse('2026-08-10') + (Date.now() % DAY_MS) + 5 * MINUTE_MS, ZONE);
const [validFrom = '', validFromTime = ''] = CHANGE.split('T');
const sent = { validFrom, validFromTime };

let unit: TestUnit;
let registers: TestRegister[];

beforeAll(async () => {
  const prices = [price('milk', '6'), price('wine', '40'), price('milk', '7', 'pcs', sent), price('wine', '50', 'pcs', sent)];
  const channel = SHOP_ROWS.channel?.map((row) => ({ ...row, usesCustomerTax: true })) ?? [];
  const taxOverride = [{ legalEntityId: 'le1', taxOverrideId: 'export', name: 'Export', taxGroupId: 'none', itemTaxGroupId: null }];
  unit = await openTestUnit({ ...SHOP_ROWS, channel, taxOverride, price: prices });
  registers = await Promise.all(['r1', 'r2'].map((registerId) => unit.register(registerId)));
}, 60_000);
afterAll(() => unit.close());

const get = (register: TestRegister, path: string, headers: Readonly<Record<string, string>> = {}) =>
  unit.call({ method: 'GET', path: `/api/v1/${path}`, headers: { ...register.headers, ...headers } });

/** What milk costs, by everything that says it. */
async function milkAt(register: TestRegister): Promise<unknown[]> {
  const scan = await register.post('/api/v1/scans', { text: MILK });
  const [byId, byBarcode] = [await get(register, 'products/milk'), await get(register, `products/by-barcode/${MILK}`)];
  const listed = await get(register, 'products?limit=4');
  const fed = String((await get(register, 'product-feed')).body);
  const all = [scan.body.product, byId.body, byBarcode.body, listed.body.products[1], JSON.parse(fed.split('\n')[2] ?? '')];
  return all.map(({ unitPrice, priceValidUntil }: { unitPrice: string; priceValidUntil: number }) => [unitPrice, priceValidUntil]);
}

async function scanned(register: TestRegister, barcode: string, cart?: { transactionId: string; revision: number }) {
  const { transactionId, revision } = cart ?? (await register.post('/api/v1/carts', { mode: 'training' })).body;
  const line = { lineId: newId(), barcode };
  return (await register.post(`/api/v1/carts/${transactionId}/lines`, line, { 'if-match': `"r${revision}"` })).body;
}

const unitPrices = ({ lines }: { lines: readonly { unitPrice: string }[] }) => lines.map(({ unitPrice }) => unitPrice);

describe('prices that were sent ahead', () => {
  it('take effect at their minute: everywhere, in both registers, without a change of the catalog', async () => {
    const until = instantReaching(CHANGE, ZONE);
    const end = instantReaching('2154-12-31T24:00', ZONE);
    const [one, other] = registers as [TestRegister, TestRegister];
    const { etag } = (await get(one, 'product-feed')).headers as { etag: string };
    expect((await get(other, 'product-feed', { 'if-none-match': etag })).status).toBe(304);
    for (const register of registers) expect(await milkAt(register)).toEqual(Array.from({ length: 5 }, () => ['6.00', until]));
    const quoted = await scanned(one, MILK);

    unit.parts.clock.correct(6 * MINUTE_MS);
    for (const register of registers) expect(await milkAt(register)).toEqual(Array.from({ length: 5 }, () => ['7.00', end]));
    expect((await get(other, 'product-feed', { 'if-none-match': etag })).status).toBe(200);
    const cart = await scanned(one, WINE, quoted);
    expect([unitPrices(cart), cart.catalogVersion]).toEqual([['6', '50'], quoted.catalogVersion]);
    expect(cart.lines.map((line: { quoted: { at: number } }) => line.quoted.at >= until)).toEqual([false, true]);
    expect(unitPrices(await scanned(other, MILK))).toEqual(['7']);
  });
});

describe('a price check', () => {
  it('needs no employee and no cart: by product or barcode, for a quantity, in a unit', async () => {
    const [register] = registers as [TestRegister];
    const { authorization = '' } = register.headers;
    const check = async (path: string) => unit.call({ method: 'GET', path: `/api/v1/products/${path}`, headers: { authorization } });
    const milk = { productId: 'milk', currency: 'ILS', unitPrice: '7.00', source: 'agreement', priceId: 'p-milk-7', convertedFrom: null };
    expect((await check('milk/price?quantity=3')).body).toMatchObject({ ...milk, quantity: '3', amount: '21.00', steps: [] });
    expect((await check(`by-barcode/${SIX_PACK}/price`)).body).toMatchObject({ ...milk, quantity: '6', amount: '42.00' });
    expect((await check('milk/price?unitId=box')).body).toMatchObject({ unitPrice: null, amount: null, source: null });
    expect((await check('repair/price')).body).toMatchObject({ unitPrice: null });
    expect((await check('milk/price?quantity=0')).status).toBe(400);
    expect(await check('nothing/price')).toMatchObject({ status: 404, body: { code: 'product.not-found' } });
  });
});

describe('a calculation', () => {
  it('prices a whole document for a device without an employee, by its buyer, override and time', async () => {
    const [register] = registers as [TestRegister];
    const { authorization = '' } = register.headers;
    const calculate = (body: object) => unit.call({ method: 'POST', path: '/api/v1/calculations', headers: { authorization }, body });
    const lines = [
      { lineId: newId(), barcode: MILK, quantity: '2' },
      { lineId: newId(), barcode: WINE },
    ];
    const { status, body } = await calculate({ lines });
    expect([status, body.totals.gross, body.totals.tax, body.requirements[0].kind]).toEqual([200, '64.00', '9.77', 'age']);
    expect(body).not.toHaveProperty('transactionId');
    const before = { lines, at: Date.parse('2026-08-09T09:00:00Z') };
    expect((await calculate(before)).body.totals.gross).toBe('52.00');
    expect((await calculate({ lines, taxOverrideId: 'export' })).body.totals.tax).toBe('0.00');
    expect((await calculate({ lines, customer: { taxGroupId: 'none', exemptTaxCodeIds: [] } })).body.totals.tax).toBe('0.00');
    expect(await calculate({ lines: [{ lineId: newId(), barcode: '99' }] })).toMatchObject({
      status: 422,
      body: { code: 'barcode.unknown', field: '/lines/0/barcode' },
    });
  });
});
