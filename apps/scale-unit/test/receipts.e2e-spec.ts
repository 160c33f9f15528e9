import { newId } from '@app/kernel';
import { MILK, SHOP_ROWS } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

const [channel] = SHOP_ROWS['channel'] ?? [];
const products = (SHOP_ROWS['product'] ?? []).map((row) =>
  'productId' in row && row.productId === 'milk' ? { ...row, name: 'חלב 3% 🥛' } : row,
);

let unit: TestUnit;
let register: TestRegister;
interface Sold {
  readonly transactionId: string;
  readonly receiptNumber: string;
  readonly receipt: object;
  readonly capsules: readonly { readonly record: string }[];
}

let sale: Sold;
beforeAll(async () => {
  unit = await openTestUnit({ ...SHOP_ROWS, channel: [{ ...channel, receiptHeader: 'Since 1948' }], product: products });
  register = await unit.register();
  await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
  sale = await sell();
}); // prettier-ignore
afterAll(() => unit.close());

async function sell(): Promise<Sold> {
  const sold = await register.post('/api/v1/sales', {
    transactionId: newId(),
    lines: [{ lineId: newId(), barcode: MILK, quantity: '2' }, { lineId: newId(), barcode: MILK }],
    tenders: [{ tenderId: newId(), tenderTypeId: 'cash', amount: '50.00' }],
  });
  expect(sold.status).toBe(201);
  return sold.body as Sold;
} // prettier-ignore

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

  it('is a mail to send, without drawings', async () => {
    const mail = await register.get(`/api/v1/transactions/${sale.transactionId}/receipt/email?language=de`);
    expect(mail).toMatchObject({ status: 200, body: { subject: `Beleg ${sale.receiptNumber}` } });
    expect(mail.body.text).toContain('SUMME');
    expect(mail.body.html).toContain('חלב 3% 🥛');
    expect(mail.body.html).not.toMatch(/<svg|<img|http/);
  });

  it('is not there for a sale nobody made', async () => {
    const unknown = await register.get(`/api/v1/transactions/${newId()}/receipt?format=text`);
    expect(unknown).toMatchObject({ status: 404, body: { code: 'transaction.unknown' } });
  });
});

describe('prints that registers report', () => {
  const path = async () => `/api/v1/transactions/${(await sell()).transactionId}`;
  const print = (outcome: string, copy = 0, change: object = {}) => ({ printId: newId(), receiptType: 'sale', copy, outcome, ...change });

  it('leave an original that failed to be printed as original again, and then only counted copies', async () => {
    const at = await path();
    const failed = await register.post(`${at}/prints`, print('failed', 0, { reason: 'no paper' }));
    expect(failed).toMatchObject({
      status: 201,
      body: { nextCopy: 0, prints: [{ outcome: 'failed', reason: 'no paper', staffId: 'anna' }] },
    });
    const again = await register.get(`${at}/receipt?format=text`);
    expect([again.status, again.headers['receipt-copy'], again.headers['receipt-type']]).toEqual([200, '0', 'sale']);
    expect(again.body).not.toContain('COPY');
    expect((await register.post(`${at}/prints`, print('printed'))).body).toMatchObject({ nextCopy: 1 });
    expect(await register.get(`${at}/receipt?format=escpos`)).toMatchObject({
      status: 409,
      body: { code: 'receipt.already-printed', parameters: { copy: 1 } },
    });
    expect((await register.get(`${at}/receipt`)).status).toBe(200);
    const copy = await register.get(`${at}/receipt/copy`);
    expect([copy.status, copy.headers['receipt-copy']]).toEqual([200, '1']);
    expect(copy.body).toContain('COPY 1');
    await register.post(`${at}/prints`, print('failed', 1));
    expect((await register.get(`${at}/receipt/copy`)).body).toContain('COPY 1');
    expect((await register.post(`${at}/prints`, print('printed', 1))).body.nextCopy).toBe(2);
    expect((await register.get(`${at}/receipt/copy?format=html`)).body).toContain('COPY 2');
    expect((await register.get(`${at}/receipt/email`)).body.text).toContain('COPY 2');
    expect((await register.get(`${at}/prints`)).body.prints.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'failed',
      'printed',
      'failed',
      'printed',
    ]);
  });

  it('are kept once, however often they are sent', async () => {
    const at = await path();
    const [body, key] = [print('printed'), { 'idempotency-key': newId() }];
    const first = await register.post(`${at}/prints`, body, key);
    expect((await register.post(`${at}/prints`, body, key)).body).toEqual(first.body);
    expect(await register.post(`${at}/prints`, body)).toMatchObject({ status: 409, body: { code: 'print.id-taken' } });
    expect((await register.get(`${at}/prints`)).body).toMatchObject({ nextCopy: 1, prints: [{ copy: 0 }] });
  });

  it('of a copy need the permission, or a second person, and are on record', async () => {
    const at = await path();
    await register.post(`${at}/prints`, print('printed'));
    const before = await auditsOf(at);
    await register.post(`${at}/prints`, print('printed', 1));
    expect((await auditsOf(at)) - before).toBe(1);
    const cashier = await unit.register('r2', 'ben');
    expect((await cashier.get(`${at}/receipt`)).status).toBe(200);
    expect(await cashier.get(`${at}/receipt/copy`)).toMatchObject({
      status: 403,
      body: { code: 'auth.not-permitted', parameters: { permission: 'reprint-receipt', override: 'second-person' } },
    });
  });

  it('of a present count nothing', async () => {
    const at = await path();
    await register.post(`${at}/prints`, print('printed', 0, { receiptType: 'gift-receipt' }));
    const gift = await register.get(`${at}/receipt?format=text&type=gift-receipt`);
    expect([gift.status, gift.headers['receipt-copy']]).toEqual([200, '0']);
    expect((await register.get(`${at}/receipt?format=text`)).headers['receipt-copy']).toBe('0');
  });
});

describe('a format that headquarters sent', () => {
  const layout = JSON.stringify([
    { each: 'receipt', rows: [{ kind: 'logo' }, { kind: 'cells', cells: [{ text: 'OURS {receiptNumber}', width: 'rest', align: 'center' }] }] },
    { each: 'line', rows: [{ kind: 'cells', cells: [{ text: '{quantity}', width: 5, align: 'start' }, { text: '{name}', width: 'rest', align: 'end' }] }] },
    { each: 'receipt', rows: [{ kind: 'qr', when: 'transactionId', text: 'https://example.com/{transactionId}' }] },
  ]); // prettier-ignore

  it('is what its store prints, and registers know when', async () => {
    const format = { channelId: 'store-1', receiptType: 'sale', printBehaviour: 'prompt', layout, logo: 'bm8gcGljdHVyZQ==' };
    const [own, before] = [await openTestUnit({ ...SHOP_ROWS, receiptFormat: [format] }), register];
    register = await own.register();
    await register.post('/api/v1/shifts', { shiftId: newId(), float: '0.00' });
    const sold = await sell();
    const text = await register.get(`/api/v1/transactions/${sold.transactionId}/receipt?format=text`);
    expect(text.body).toBe(
      [`${' '.repeat(13)}OURS ${sold.receiptNumber}`, `2${' '.repeat(35)}milk`, `1${' '.repeat(35)}milk`, `https://example.com/${sold.transactionId}`, ''].join('\n'),
    ); // prettier-ignore
    expect((await register.get('/api/v1/register/bootstrap')).body.receipts).toEqual(
      expect.arrayContaining([
        { receiptType: 'sale', printBehaviour: 'prompt' },
        { receiptType: 'return', printBehaviour: 'always' },
      ]),
    );
    register = before;
    await own.close();
  });
});

describe('papers of the store itself', () => {
  it('are the slip of a basket that waits, with its number to scan', async () => {
    const cart = await register.post('/api/v1/carts', {});
    const path = `/api/v1/carts/${cart.body.transactionId}`;
    const seen = (answer: { headers: Readonly<Record<string, unknown>> }) => ({ 'if-match': String(answer.headers['etag']) });
    const filled = await register.post(`${path}/lines`, { lineId: newId(), barcode: MILK, quantity: '2' }, seen(cart));
    const slip = () => register.get(`/api/v1/suspended-carts/${cart.body.transactionId}/slip`);
    expect(await slip()).toMatchObject({ status: 404, body: { code: 'suspended.unknown' } });
    const suspended = await register.post(`${path}/suspend`, {}, seen(filled));
    expect(suspended.status).toBe(200);
    const text = (await slip()).body;
    for (const part of ['SUSPENDED SALE', 'Not a receipt', 'ILS 13.86', 'Cashier Anna', suspended.body.suspended.slipNumber])
      expect(text).toContain(part);
    const recalled = await register.post('/api/v1/suspended-carts/recall', { slipNumber: suspended.body.suspended.slipNumber });
    await register.post(`${path}/void`, { reason: 'test' }, seen(recalled));
  });

  it('are X and Z reports', async () => {
    const [shift] = (await register.get('/api/v1/shifts')).body.shifts;
    const path = `/api/v1/shifts/${shift.shiftId}`;
    const x = await register.get(`${path}/x-report?format=text`);
    expect(x.headers['content-type']).toBe('text/plain; charset=utf-8');
    for (const part of ['X REPORT', 'Register r1', 'Sales', 'VAT Net', 'cash', '  Float']) expect(x.body).toContain(part);
    expect((await register.get(`${path}/x-report`)).body).toMatchObject({ kind: 'x' });
    expect((await register.post(`${path}/close`, {})).status).toBe(200);
    const z = await register.get(`${path}/z-report?format=text&language=de`);
    for (const part of ['Z-BERICHT 1', 'Geschlossen', '  Wechselgeld']) expect(z.body).toContain(part);
    expect((await register.get(`${path}/z-report?format=pdf`)).headers['content-type']).toBe('application/pdf');
  });
});

/** How often the journal says that a copy of a sale was printed. */
async function auditsOf(path: string): Promise<number> {
  const rows = await unit.parts.store.reader.query<{ bytes: string }>("SELECT bytes FROM {record} WHERE type = 'audit'");
  const audits = rows.map(({ bytes }) => JSON.parse(String(bytes)).body as { event: string; subjectId: string });
  return audits.filter(({ event, subjectId }) => event === 'receipt-copied' && path.endsWith(subjectId)).length;
}
