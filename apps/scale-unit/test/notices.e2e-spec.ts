import { SHOP_ROWS } from '@app/testing';
import { openTestUnit, type TestRegister, type TestUnit } from './a-unit';

const MINUTE_MS = 60_000;
const HEADQUARTERS = { publicKey: Buffer.alloc(32).toString('base64'), authority: '' };

let unit: TestUnit;
let register: TestRegister;
let url: string;

beforeAll(async () => {
  unit = await openTestUnit(SHOP_ROWS);
  register = await unit.register();
  await unit.app.listen(0, '127.0.0.1');
  url = await unit.app.getUrl();
});
afterAll(() => unit.close());

const machine = () => ({ authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` });
const post = (path: string, body?: object) => unit.call({ method: 'POST', path: `/management/v1${path}`, body, headers: machine() });

async function told(): Promise<readonly { code: string; since: number; until: number | null; parameters: Record<string, unknown> }[]> {
  return (await register.get('/api/v1/register/bootstrap')).body.notices;
}

/** Waits for the next event about notices on an open stream. */
async function eventOf(stream: ReadableStreamDefaultReader<string>): Promise<{ version: string }> {
  for (let text = ''; ;) {
    const part = await stream.read();
    if (part.done) throw new Error('the stream ended');
    text += part.value;
    const found = /data: (\{[^\n]*"resource":"notices"[^\n]*\})\n/.exec(text);
    if (found) return JSON.parse(found[1]!) as { version: string };
  }
}

describe('notices to registers', () => {
  it('say what waits for headquarters when the line is cut, by an event and in what a register starts with', async () => {
    expect(await told()).toEqual([]);
    const before = await register.get('/api/v1/register/bootstrap');
    const answer = await fetch(`${url}/api/v1/events`, { headers: register.headers });
    const stream = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    unit.parts.line.connect({ url: 'http://127.0.0.1:1', ...HEADQUARTERS });
    await unit.parts.line.lane({}).call({ method: 'GET', path: '/', deadlineMs: 2_000 });
    const event = await eventOf(stream);
    await stream.cancel();
    expect(await told()).toMatchObject([{ code: 'headquarters.away', until: null, parameters: { reason: 'down' } }]);
    const { body } = await register.get('/api/v1/notices');
    expect(body).toMatchObject({ version: event.version, notices: [{ since: expect.any(Number) }] });
    expect(body.notices[0].parameters.operations).toContain('cart.add-gift-card');
    const { etag } = before.headers as { etag: string };
    const again = await unit.call({ method: 'GET', path: '/api/v1/register/bootstrap', headers: { ...register.headers, 'if-none-match': etag } });
    expect(again.status).toBe(200);
  }); // prettier-ignore

  it('say when work on the box begins and ends, and take it back when it is over', async () => {
    const now = unit.parts.clock.now();
    const work = { startsAt: now + MINUTE_MS, endsAt: now + 20 * MINUTE_MS };
    expect(await post('/planned-work', work)).toMatchObject({ status: 200, body: { work } });
    expect(await told()).toContainEqual({ code: 'work.announced', since: work.startsAt, until: work.endsAt, parameters: {} });
    unit.parts.clock.correct(2 * MINUTE_MS);
    expect((await told()).map(({ code }) => code)).toContain('work.under-way');
    const { body } = await unit.call({ method: 'GET', path: '/management/v1/metrics', headers: machine() });
    expect(body).toContain(`store_planned_work_end_timestamp_seconds ${work.endsAt / 1000}`);
    expect(body).toContain('store_cause{code="work.under-way",weight="information"} 1');
    unit = await unit.restart();
    register = unit.comeBack(register);
    unit.parts.clock.correct(2 * MINUTE_MS);
    expect((await told()).map(({ code }) => code)).toContain('work.under-way');
    expect((await post('/planned-work/end')).status).toBe(200);
    expect((await told()).map(({ code }) => code)).not.toContain('work.under-way');
    unit.parts.clock.correct(0);
  });

  it.each([
    ['that ends before it begins', 20, 10],
    ['that is over', -20, -10],
    ['for a whole day', 1, 24 * 60],
  ])('are not made of work %s', async (_what, fromMinutes, toMinutes) => {
    const now = unit.parts.clock.now();
    const answer = await post('/planned-work', { startsAt: now + fromMinutes * MINUTE_MS, endsAt: now + toMinutes * MINUTE_MS });
    expect(answer).toMatchObject({ status: 422, body: { code: 'planned-work.times' } });
  });
});
