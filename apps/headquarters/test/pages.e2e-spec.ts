import { servedHeadquarters, type ServedHeadquarters } from './kit/exchange';

const MINUTE_MS = 60_000;
const OWN = { host: 'hq.example', origin: 'https://hq.example' };

let headquarters: ServedHeadquarters;
beforeEach(async () => {
  headquarters = await servedHeadquarters();
});
afterEach(() => headquarters.dispose());

const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string> = {}, payload?: object) =>
  headquarters.service.app.inject({ method, url, headers: { ...OWN, ...headers }, payload });
const logOn = (token = headquarters.keys.tokenFor('admin.token'), headers = {}) => ask('POST', '/api/v1/session', headers, { token });
const readBoxes = (cookie: string, headers = {}) => ask('GET', '/api/v1/boxes', { cookie, ...headers });

describe('a browser', () => {
  it('gets a cookie that no script reads and no other site sends, for the token alone', async () => {
    const [name, ...attributes] = String((await logOn()).headers['set-cookie']).split('; ');
    expect(attributes).toEqual(['Path=/', 'HttpOnly', 'SameSite=Strict']);
    expect((await readBoxes(name ?? '')).statusCode).toBe(200);
    expect((await readBoxes('headquarters=made-up')).json()).toMatchObject({ status: 401, code: 'auth.expired' });
    expect((await logOn('x'.repeat(43))).json()).toMatchObject({ status: 401, code: 'auth.invalid' });
  });

  it('is slowed after three wrong tokens, and let in later', async () => {
    for (const _ of [1, 2, 3, 4]) await logOn('wrong');
    expect((await logOn()).json()).toMatchObject({ status: 429, code: 'auth.try-later' });
    headquarters.pass(MINUTE_MS);
    expect((await logOn()).statusCode).toBe(204);
  });

  it('is refused what another site makes it send', async () => {
    const foreign = { origin: 'https://elsewhere.example' };
    expect((await logOn(undefined, foreign)).json()).toMatchObject({ status: 403, code: 'auth.foreign-origin' });
    const cookie = String((await logOn()).headers['set-cookie']).split(';')[0] ?? '';
    expect((await ask('POST', '/api/v1/scheduler/initialise', { cookie, ...foreign })).statusCode).toBe(403);
    expect((await ask('POST', '/api/v1/scheduler/initialise', { cookie })).statusCode).toBe(200);
  });

  it('is logged off when nobody uses it, whatever the page asks by itself, and when somebody says so', async () => {
    const cookie = String((await logOn()).headers['set-cookie']).split(';')[0] ?? '';
    headquarters.pass(10 * MINUTE_MS);
    expect((await readBoxes(cookie, { 'x-background': '1' })).statusCode).toBe(200);
    headquarters.pass(6 * MINUTE_MS);
    expect((await readBoxes(cookie)).statusCode).toBe(401);
    const next = String((await logOn()).headers['set-cookie']).split(';')[0] ?? '';
    expect((await ask('DELETE', '/api/v1/session', { cookie: next })).statusCode).toBe(204);
    expect((await readBoxes(next)).statusCode).toBe(401);
  });
});

it('answers pages with a policy that allows nothing inline and nothing from elsewhere', async () => {
  const page = await ask('GET', '/');
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-security-policy']).toContain("default-src 'none';script-src 'self'");
});
