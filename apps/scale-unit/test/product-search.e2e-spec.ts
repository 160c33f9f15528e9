import { setTimeout as pause } from 'node:timers/promises';
import { APPLES, MILK, SHOP_ROWS } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

let unit: TestUnit;
let register: TestRegister;

const [milk, ...goods] = SHOP_ROWS['product'] ?? [];

beforeAll(async () => {
  unit = await openTestUnit({ ...SHOP_ROWS, product: [{ ...milk, name: 'Fresh milk 3%' }, ...goods] });
  register = await unit.register();
});
afterAll(() => unit.close());

/** The index follows the start within moments. */
async function found(query: string): Promise<Awaited<ReturnType<TestRegister['get']>>> {
  for (;;) {
    const answer = await register.get(`/api/v1/product-search?${query}`);
    if (answer.status !== 200 || !answer.body.isIndexBehind) return answer;
    await pause(20);
  }
}

describe('product search', () => {
  it('answers products as registers show them, with price and barcodes', async () => {
    const { status, body } = await found('search=fre%20mil');
    expect(status).toBe(200);
    expect(body).toMatchObject({ catalogVersion: 1, indexVersion: 1, matchCount: 1, next: null });
    expect(body.products).toMatchObject([{ productId: 'milk', name: 'Fresh milk 3%', currency: 'ILS', barcodes: expect.arrayContaining([MILK.padStart(14, '0')]) }]); // prettier-ignore
  });

  it('finds by barcode and by what is weighed', async () => {
    expect((await found(`search=${MILK.slice(-6)}`)).body.products).toMatchObject([{ productId: 'milk' }]);
    expect((await found('search=apples&isWeighed=true')).body.products).toMatchObject([{ productId: 'apples', barcodes: [APPLES] }]);
  });

  it.each(['search=', 'search=milk&limit=0', 'search=milk&cursor=nothing', 'search=milk&colour=red', 'search=milk&isWeighed=maybe'])(
    'refuses %s',
    async (query) => {
      expect(await found(query)).toMatchObject({ status: 400, body: { code: 'request.invalid', retryable: false } });
    },
  );
});
