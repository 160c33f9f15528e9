import { AConsole, cookieOf, PASSWORD } from './kit/a-console';

describe('the first run', () => {
  const box = new AConsole();
  const addAdmin = (code: string, password = PASSWORD) => box.post('/first-run/admin', { code, name: 'Ada Admin', password });
  beforeAll(() => box.start());
  afterAll(() => box.stop());

  it('has no account, and no password opens it', async () => {
    expect((await box.get('/first-run')).body).toEqual({ isDone: false, shortestPassword: 12 });
    expect((await box.logOn('admin', 'admin')).body).toMatchObject({ status: 401, code: 'auth.wrong-password' });
  });

  it('makes another code after five wrong tries', async () => {
    expect(box.codes).toHaveLength(1);
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await addAdmin('AAAA-AAAA')).body).toMatchObject({ status: 401, code: 'first-run.wrong-code' });
    }
    expect(box.codes).toHaveLength(2);
    expect((await addAdmin(box.codes[0]!)).body).toMatchObject({ code: 'first-run.wrong-code' });
  });

  it('refuses a weak password and does not spend the code on it', async () => {
    const answer = await addAdmin(box.codes[1]!, 'password1234');
    expect(answer.body).toMatchObject({ status: 422, code: 'user.weak-password', field: '/password' });
  });

  it('adds one admin, also when two come at once, and asks for a second factor before anything else', async () => {
    const both = await Promise.all([addAdmin(box.codes[1]!.toLowerCase()), addAdmin(box.codes[1]!)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    const answer = both.find(({ status }) => status === 204)!;
    expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/^console=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)]);
    box.cookie = cookieOf(answer);
    expect((await box.get('/session')).body).toMatchObject({
      name: 'Ada Admin',
      role: 'admin',
      needs: 'second-factor-enrolment',
      permissions: [],
      emergencyCode: 'none',
    });
    expect((await box.get('/status')).body).toMatchObject({ status: 403, code: 'auth.not-permitted' });
    expect((await addAdmin(box.codes[1]!)).body).toMatchObject({ status: 409, code: 'first-run.done' });
  });

  it('goes on when the authenticator has proven itself, in a session of another name', async () => {
    const { secret, uri } = (await box.post('/session/second-factor/enrolment')).body as { secret: string; uri: string };
    expect(new URL(uri).searchParams.get('secret')).toBe(secret);
    expect((await box.post('/session/second-factor/enrolment')).body).toEqual({ secret, uri });
    const wrong = await box.post('/session/second-factor/enrolment/confirm', { code: '000000' });
    expect(wrong.body).toMatchObject({ status: 401, code: 'second-factor.wrong-code', field: '/code' });
    const before = box.cookie;
    box.cookie = cookieOf(await box.post('/session/second-factor/enrolment/confirm', { code: box.codeOf(secret) }));
    expect(box.cookie).not.toBe(before);
    expect((await box.get('/status', before)).body).toMatchObject({ code: 'auth.expired' });
    expect((await box.get('/session')).body).toMatchObject({ needs: null, permissions: expect.arrayContaining(['look', 'manage-users']) });
    expect((await box.get('/status')).status).toBe(200);
  });
});
