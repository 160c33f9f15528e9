import { newId } from '@app/kernel';
import { SlowOperations } from '@app/platform';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

let unit: TestUnit;
let register: TestRegister;
beforeAll(async () => {
  unit = await openTestUnit(undefined, { UNIT_METRICS_TOKEN: 'a-token-of-monitoring', UNIT_PROXY: 'http://clerk:tiger-lily@proxy.example:3128' });
}); // prettier-ignore
afterAll(() => unit.close());

const manage = async (path: string) => {
  const headers = { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` };
  return (await unit.call({ method: 'GET', path: `/management/v1${path}`, headers })).body;
};

describe('diagnostics', () => {
  it('say versions, allowed settings and how much each table holds, and nothing of what is in them', async () => {
    register = await unit.register();
    await register.post('/api/v1/shifts', { shiftId: newId(), float: '100.00' });
    const said = await manage('/diagnostics');
    expect(said).toMatchObject({
      engine: 'SQLite',
      settings: { UNIT_METRICS_TOKEN: 'set', UNIT_PROXY: 'set', UNIT_PROXY_CREDENTIALS: 'not set', UNIT_LOG_LEVEL: '"silent"' },
      store: { migration: expect.stringMatching(/^\d{4}-/), rows: { shift: 1, device: 1, sale: 0 } },
      catalog: { rows: { product: expect.any(Number) } },
    });
    expect(JSON.stringify(said)).not.toMatch(/tiger-lily|a-token-of-monitoring|anna/);
  });

  it('name what took long by its operation and the id under which the log has it', async () => {
    // Every request is slow for who finds everything slow.
    jest.spyOn(unit.app.get(SlowOperations, { strict: false }), 'isSlow').mockReturnValue(true);
    const id = 'slow-request-0001';
    await register.post('/api/v1/carts', { cartId: newId() }, { 'x-correlation-id': id });
    const { slow } = await manage('/slow-operations');
    expect(slow).toContainEqual(expect.objectContaining({ operation: 'cart.create', correlationId: id, waitsElsewhere: false }));
  });
});
