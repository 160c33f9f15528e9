import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

const HEADQUARTERS = { publicKey: Buffer.alloc(32).toString('base64'), authority: '' };

interface Standing {
  readonly id: string;
  readonly state: string;
  readonly since: number | null;
  readonly reason: string | null;
  readonly isAvailable: boolean;
}

describe('the operation map', () => {
  let unit: TestUnit;
  let register: TestRegister;
  beforeAll(async () => {
    unit = await openTestUnit();
    register = await unit.register();
    await unit.app.listen(0, '127.0.0.1');
  });
  afterAll(() => unit.close());

  const ask = (headers: Record<string, string> = {}) =>
    unit.call({ method: 'GET', path: '/api/v1/operations', headers: { ...register.headers, ...headers } });
  const standing = async (id: string) => ((await ask()).body.operations as Standing[]).find((one) => one.id === id)!;

  it('says that all works, and nothing again while nothing changed', async () => {
    const { body, headers } = await ask();
    expect((body.operations as Standing[]).filter(({ state }) => state !== 'works')).toEqual([]);
    expect((await ask({ 'if-none-match': (headers as { etag: string }).etag })).status).toBe(304);
  });

  it('says what waits, and what works in part, when the line is cut; by an event first', async () => {
    const { headers: before } = await ask();
    const answer = await fetch(`${await unit.app.getUrl()}/api/v1/events`, { headers: register.headers });
    const stream = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    unit.parts.line.connect({ url: 'http://127.0.0.1:1', ...HEADQUARTERS });
    await unit.parts.line.lane({}).call({ method: 'GET', path: '/', deadlineMs: 2_000 });
    for (let text = ''; !text.includes('"resource":"operations"');) text += (await stream.read()).value ?? '';
    await stream.cancel();
    expect(await standing('cart.add-gift-card')).toMatchObject({ state: 'needs-headquarters', reason: 'down', since: expect.any(Number), isAvailable: false });
    expect(await standing('tender-attempt.start')).toMatchObject({ state: 'limited', reason: 'accounts', isAvailable: true });
    expect(await standing('cart.checkout')).toMatchObject({ state: 'works', since: null });
    const tag = (before as { etag: string }).etag;
    expect((await ask({ 'if-none-match': tag })).status).toBe(200);
    const machine = { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` };
    expect((await unit.call({ method: 'GET', path: '/management/v1/operations', headers: machine })).body).toEqual((await ask()).body);
  }); // prettier-ignore
});
