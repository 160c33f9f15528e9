import { newId } from '@app/kernel';
import { MILK, SHOP_ROWS } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

const [channel] = SHOP_ROWS['channel'] ?? [];
const products = (SHOP_ROWS['product'] ?? []).map((row) =>
  'productId' in row && row.productId === 'milk' ? { ...row, name: 'חלב 3% 🥛' } : row,
);

let unit: TestUnit;
let register: TestRegister;
let sale: { transactionId: string; receiptNumber: string; receipt: object; capsules: { record: string }[] };
beforeAll(async () => {
  unit = await openTestUnit({ ...SHOP_ROWS, channel: [{ ...channel, receiptHeader: 'Since 1948' }], product: products });
  register = await unit.register();
  await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
  const sold = await register.post('/api/v1/sales', {
    transactionId: newId(),
    lines: [{ lineId: newId(), barcode: MILK, quantity: '2' }, { lineId: newId(), barcode: MILK }],
    tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '50.00' }],
  });
  expect(sold.status).toBe(201);
  sale = sold.body;
}); // prettier-ignore
afterAll(() => unit.close());

const receipt = (query = '') => register.get(`/api/v1/transactions/${sale.transactionId}/receipt?${query}`);

describe('the receipt of a sale', () => {
  it('is a value unless a form is asked for', async () => {
    expect(await receipt()).toMatchObject({ status: 200, body: sale.receipt });
  });

  it('is text of as many columns as the printer has', async () => {
    const narrow = await receipt('format=text&columns=32');
    expect(narrow.headers['content-type']).toBe('text/plain; charset=utf-8');
    for (const text of ['Since 1948', sale.receiptNumber, 'חלב 3% 🥛', 'ILS 20.80', 'Cashier Anna']) expect(narrow.body).toContain(text);
    expect((await receipt('format=text&columns=80')).body).toContain(`\n${'-'.repeat(80)}\n`);
    expect((await receipt('format=text&order=visual')).body).toContain('🥛 3% בלח');
    expect((await receipt('format=text&language=he')).body).toContain('סה"כ');
  });

  it('is bytes for a printer, a PDF, and a page that loads nothing', async () => {
    const escpos = await receipt('format=escpos&columns=48&codePage=cp862&drawer=kick');
    expect(escpos.headers['content-type']).toBe('application/octet-stream');
    expect(escpos.body.startsWith('\u001b@')).toBe(true);
    const pdf = await receipt('format=pdf');
    expect([pdf.headers['content-type'], pdf.body.slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
    const page = await receipt('format=html');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain('חלב 3% 🥛');
  });

  it('for who gets it as a present shows the lines chosen and no price', async () => {
    const [line] = JSON.parse(sale.capsules[0]?.record ?? '').body.lines;
    const gift = await receipt(`type=gift-receipt&format=text&lines=${line.lineId}`);
    expect(gift.body).toMatch(/חלב 3% 🥛\S* +2 pcs/);
    expect(gift.body.match(/🥛/g)).toHaveLength(1);
    expect(gift.body).not.toMatch(/6\.93|20\.80|ILS/);
  });

  it.each([
    ['format=word', '/format'], ['columns=10', '/columns'], ['codePage=cp1', '/codePage'], ['language=../etc', '/language'],
    ['type=gift-receipt&lines=1,2', '/lines/0'], ['colour=red', '/colour'],
  ])('refuses %s with its place', async (query, field) => {
    expect(await receipt(query)).toMatchObject({ status: 400, body: { code: 'request.invalid', field } });
  }); // prettier-ignore

  it('is not there for a sale nobody made', async () => {
    const unknown = await register.get(`/api/v1/transactions/${newId()}/receipt?format=text`);
    expect(unknown).toMatchObject({ status: 404, body: { code: 'transaction.unknown' } });
  });
});
