import { MILK } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

let unit: TestUnit;
let register: TestRegister;

beforeAll(async () => {
  unit = await openTestUnit();
  register = await unit.register();
}, 60_000);
afterAll(() => unit.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  unit.call({ method: 'GET', path, headers: { ...register.headers, ...headers } });

describe('POST /scans', () => {
  it('says what a text is', async () => {
    const { status, body } = await register.post('/api/v1/scans', { text: MILK });
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'product', product: { productId: 'milk' } });
  });

  it('takes a text, and nothing else', async () => {
    expect((await register.post('/api/v1/scans', { text: '' })).status).toBe(400);
    expect((await register.post('/api/v1/scans', { text: MILK, channelId: 'other' })).body).toMatchObject({ code: 'request.invalid' });
  });
});

describe('products', () => {
  it('are shown by id and by barcode; an unknown one is not found', async () => {
    const { body } = await get('/api/v1/products/milk');
    expect(body).toMatchObject({ productId: 'milk', currency: 'ILS' });
    expect((await get(`/api/v1/products/by-barcode/${MILK}`)).body).toEqual(body);
    expect(await get('/api/v1/products/nothing')).toMatchObject({ status: 404, body: { code: 'product.not-found' } });
  });

  it('are listed page by page', async () => {
    const first = await get('/api/v1/products?limit=3');
    const second = await get(`/api/v1/products?limit=3&cursor=${first.body.next}`);
    const ids = [...first.body.products, ...second.body.products].map(({ productId }: { productId: string }) => productId);
    expect(ids).toEqual(['apples', 'milk', 'repair', 'wine']);
    expect(second.body.next).toBeNull();
  });

  it('are fed a line each, and not again while nothing changed', async () => {
    const feed = await get('/api/v1/product-feed');
    expect(feed.headers['content-type']).toContain('application/x-ndjson');
    expect(String(feed.body).trim().split('\n')).toHaveLength(4 + 2);
    const again = await get('/api/v1/product-feed', { 'if-none-match': String(feed.headers['etag']) });
    expect(again.status).toBe(304);
  });
});

describe('the bootstrap of a register', () => {
  it('answers once per catalog version and software', async () => {
    const first = await get('/api/v1/register/bootstrap');
    expect(first).toMatchObject({ status: 200, body: { channel: { channelId: 'store-1' }, register: { registerId: 'r1' } } });
    const again = await get('/api/v1/register/bootstrap', { 'if-none-match': String(first.headers['etag']) });
    expect(again.status).toBe(304);
  });
});
