import { exchangeLines } from '../src/cli/exchange-commands';
import { openTestUnit, type TestUnit } from './a-unit';

let unit: TestUnit;
beforeAll(async () => {
  unit = await openTestUnit();
});
afterAll(() => unit.close());

const ask = (method: 'GET' | 'POST', path: string, body?: object) =>
  unit.call({
    method,
    path: `/management/v1/exchange${path}`,
    headers: { authorization: `Bearer ${unit.parts.keys.tokenFor('machine.token')}` },
    ...(body && { body }),
  });

describe('the exchange at the management API', () => {
  it('shows jobs, what waits and what is aside, and says so in store words', async () => {
    const { status, body } = await ask('GET', '');
    expect(status).toBe(200);
    expect(body).toMatchObject({ isPausedHere: false, upload: { waitingCount: 0 }, quarantinedCount: 0, lastCheck: null });
    expect(await ask('GET', '/check')).toMatchObject({ status: 200, body: { last: null } });
    expect(await ask('POST', '/check', { repairs: true })).toMatchObject({ status: 503, body: { code: 'exchange.not-asked' } });
    expect(exchangeLines(body as never)).toEqual(expect.arrayContaining(['Headquarters has every sale.', 'Nothing is in quarantine.']));
    expect((await ask('GET', '/quarantine')).body).toEqual({ rows: [] });
    expect((await ask('GET', '/sessions')).body).toEqual({ sessions: [] });
  });

  it('is paused until it is resumed', async () => {
    expect((await ask('POST', '/pause')).body).toMatchObject({ isPausedHere: true });
    const { body } = await ask('GET', '');
    expect(exchangeLines(body as never)[0]).toBe('Paused at this box: nothing comes down.');
    expect((await ask('POST', '/resume')).body).toMatchObject({ isPausedHere: false });
  });

  it('says when headquarters cannot be asked for a snapshot, and takes the number of a job only', async () => {
    expect(await ask('POST', '/resnapshot', { job: '1040' })).toMatchObject({ status: 503, body: { code: 'exchange.not-asked' } });
    expect((await ask('POST', '/resnapshot', { job: '../1040' })).status).toBe(400);
  });

  it('is for the machine alone', async () => {
    expect((await unit.call({ method: 'GET', path: '/management/v1/exchange' })).status).toBe(401);
  });
});
