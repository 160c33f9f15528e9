import { judge } from '@app/appliance';
import request from 'supertest';
import { ADMIN, AConsole, cookieOf, PASSWORD } from './kit/a-console';

const MINUTE = 60_000;

describe('logging on', () => {
  const box = new AConsole();
  const firstStep = async () => cookieOf(await box.logOn(ADMIN, PASSWORD));
  const prove = (code: string, cookie: string) => box.post('/session/second-factor', { code }, cookie);
  beforeAll(async () => {
    await box.start();
    await box.setUpAdmin();
  });
  afterAll(() => box.stop());
  const accessFindings = async () =>
    judge(await box.observe())
      .findings.map(({ code }) => code)
      .filter((code) => code.startsWith('access.'));

  it('takes an admin name and password, and then a code that works once', async () => {
    const cookie = cookieOf(await box.logOn(ADMIN.toUpperCase(), PASSWORD));
    expect((await box.get('/session', cookie)).body).toMatchObject({ needs: 'second-factor', permissions: [] });
    const code = box.nextCode();
    const inside = cookieOf(await prove(code, cookie));
    expect((await box.get('/session', inside)).body).toMatchObject({ needs: null });
    expect((await prove(code, await firstStep())).body).toMatchObject({ code: 'second-factor.wrong-code', parameters: { reason: 'used' } });
  });

  it('looks at no code for a quarter of an hour after five wrong ones, also when the console was started anew', async () => {
    let cookie = await firstStep();
    for (let tries = 0; tries < 5; tries += 1) {
      const answer = await prove('000000', cookie);
      if (tries < 4) expect(answer.body).toMatchObject({ status: 401, code: 'second-factor.wrong-code' });
    }
    await box.restart();
    cookie = await firstStep();
    const right = await prove(box.nextCode(), cookie);
    expect(right.body).toMatchObject({ status: 429, code: 'auth.try-later', retryable: true });
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(14 * 60 - 60);
    box.aheadMs += 15 * MINUTE;
    box.cookie = cookieOf(await prove(box.nextCode(), await firstStep()));
    expect((await box.get('/status')).status).toBe(200);
  });

  it('says the same of a wrong name and a wrong password, and brakes guessing after three', async () => {
    const wrong = [await box.logOn('Nobody', PASSWORD), await box.logOn(ADMIN, 'wrong')];
    for (const { body } of wrong) expect(body).toMatchObject({ status: 401, code: 'auth.wrong-password', field: '/password' });
    for (let tries = 0; tries < 2; tries += 1) await box.logOn(ADMIN, 'wrong');
    const braked = await box.logOn(ADMIN, PASSWORD);
    expect(braked.body).toMatchObject({ status: 429, code: 'auth.try-later', retryable: true });
    expect(Number(braked.headers['retry-after'])).toBeGreaterThan(0);
    box.aheadMs += 61_000;
    expect((await box.logOn(ADMIN, PASSWORD)).status).toBe(204);
  });

  it('ends a session that nobody uses, whatever the page asks by itself', async () => {
    const unused = await box.logOnAsAdmin();
    box.aheadMs += 10 * MINUTE;
    expect((await box.get('/status')).status).toBe(200);
    expect((await box.get('/status', unused).set('x-background', '1')).status).toBe(200);
    box.aheadMs += 6 * MINUTE;
    expect((await box.get('/status')).status).toBe(200);
    expect((await box.get('/status', unused)).body).toMatchObject({ code: 'auth.expired' });
  });

  it('forgets a session that was logged off', async () => {
    const old = await box.logOnAsAdmin();
    const answer = await request(box.url).delete('/console/v1/session').set('cookie', old);
    expect(answer.headers['set-cookie']).toEqual([expect.stringContaining('Max-Age=0')]);
    expect((await box.get('/status', old)).body).toMatchObject({ code: 'auth.expired' });
  });

  it('ends the other sessions of whoever changes the password', async () => {
    const other = await box.logOnAsAdmin();
    const password = 'five loud mountain birds';
    expect((await box.post('/session/password', { current: 'wrong', password })).body).toMatchObject({ field: '/current' });
    box.cookie = cookieOf(await box.post('/session/password', { current: PASSWORD, password }));
    expect((await box.get('/status', other)).body).toMatchObject({ code: 'auth.expired' });
    expect((await box.get('/status')).status).toBe(200);
    await box.post('/session/password', { current: password, password: PASSWORD });
    box.cookie = await box.logOnAsAdmin();
  });

  it('needs a second factor before a password is changed', async () => {
    const answer = await box.post('/session/password', { current: PASSWORD, password: 'five loud mountain birds' }, await firstStep());
    expect(answer.body).toMatchObject({ status: 403, code: 'auth.not-permitted' });
  });

  it('works once with the emergency code, which the box tells about until there is another one', async () => {
    expect(await accessFindings()).toEqual(['access.no-emergency-code']);
    const { code } = (await box.post('/emergency-code')).body as { code: string };
    expect(await accessFindings()).toEqual([]);
    expect(code).toMatch(/^[0-9A-Z]{20}$/);
    const tryIt = (typed: string) => box.post('/session/emergency', { code: typed }, '');
    expect((await tryIt('AAAA-AAAA')).body).toMatchObject({ status: 401, code: 'auth.wrong-emergency-code' });
    const cookie = cookieOf(await tryIt(`${code.slice(0, 10)}-${code.slice(10).toLowerCase()}`));
    expect((await box.get('/session', cookie)).body).toMatchObject({ name: 'Emergency code', role: 'admin', emergencyCode: 'used' });
    expect((await tryIt(code)).body).toMatchObject({ status: 401 });
    expect((await box.get('/status')).body.observation).toMatchObject({ emergencyCode: 'used' });
    expect(await accessFindings()).toEqual(['access.emergency-code-used']);
    expect((await box.post('/emergency-code', {}, cookie)).status).toBe(201);
    expect(await accessFindings()).toEqual([]);
    expect((await box.get('/emergency-code')).body).toMatchObject({ state: 'sealed' });
  });
});
