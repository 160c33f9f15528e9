import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN, AConsole, cookieOf, PASSWORD } from './kit/a-console';

describe('users', () => {
  const box = new AConsole();
  const list = async () => ((await box.get('/users')).body as { users: { id: string; name: string; role: string }[] }).users;
  const idOf = async (name: string) => (await list()).find((user) => user.name === name)!.id;
  const newestAudit = async () => (await box.get('/audit?limit=1')).body.entries[0];
  beforeAll(async () => {
    await box.start();
    await box.setUpAdmin();
  });
  afterAll(() => box.stop());

  it('come in with a first password, and choose their own before anything else', async () => {
    const { firstPassword } = (await box.post('/users', { name: 'Hanna', role: 'helper' })).body as { firstPassword: string };
    const typed = `${firstPassword.slice(0, 4)}-${firstPassword.slice(4).toLowerCase()}`;
    const cookie = cookieOf(await box.logOn('hanna', typed));
    expect((await box.get('/session', cookie)).body).toMatchObject({ needs: 'new-password', permissions: [] });
    expect((await box.get('/status', cookie)).status).toBe(403);
    const change = (password: string) => box.post('/session/password', { current: typed, password }, cookie);
    expect((await change('short')).body).toMatchObject({ code: 'user.weak-password' });
    const inside = cookieOf(await change(PASSWORD));
    expect((await box.get('/session', inside)).body).toMatchObject({
      role: 'helper',
      needs: null,
      permissions: ['look', 'mend', 'copy-store'],
    });
    expect((await box.logOn('Hanna', firstPassword)).status).toBe(401);
  });

  it('have names of their own', async () => {
    const answer = await box.post('/users', { name: ' HANNA', role: 'helper' });
    expect(answer.body).toMatchObject({ status: 409, code: 'user.name-taken', field: '/name' });
  });

  it('who become admins need a second factor, and are out until they come again', async () => {
    const helper = await box.addUser('Hugo', 'helper');
    expect((await box.post(`/users/${helper.id}/role`, { role: 'admin' })).status).toBe(204);
    expect((await box.get('/status', helper.cookie)).body).toMatchObject({ code: 'auth.expired' });
    const cookie = cookieOf(await box.logOn('Hugo', PASSWORD));
    expect((await box.get('/session', cookie)).body).toMatchObject({ needs: 'second-factor-enrolment' });
    const inside = await box.enrolSecondFactor(cookie);
    expect((await box.post(`/users/${helper.id}/second-factor/reset`)).status).toBe(204);
    expect((await box.get('/status', inside)).body).toMatchObject({ code: 'auth.expired' });
    const again = cookieOf(await box.logOn('Hugo', PASSWORD));
    expect((await box.get('/session', again)).body).toMatchObject({ needs: 'second-factor-enrolment' });
  });

  it('who forgot their password get a first one again', async () => {
    const helper = await box.addUser('Greta', 'helper');
    const { firstPassword } = (await box.post(`/users/${helper.id}/password`)).body as { firstPassword: string };
    expect((await box.get('/status', helper.cookie)).body).toMatchObject({ code: 'auth.expired' });
    expect((await box.logOn('Greta', PASSWORD)).status).toBe(401);
    expect((await box.logOn('Greta', firstPassword)).status).toBe(204);
  });

  it('who are removed are out at once', async () => {
    const helper = await box.addUser('Rita', 'helper');
    expect((await box.call('delete', `/users/${helper.id}`)).status).toBe(204);
    expect((await box.get('/status', helper.cookie)).body).toMatchObject({ code: 'auth.expired' });
    expect((await box.logOn('Rita', PASSWORD)).status).toBe(401);
    expect((await box.call('delete', `/users/${helper.id}`)).body).toMatchObject({ status: 404, code: 'user.unknown' });
  });

  it('never lose the last admin', async () => {
    await box.call('delete', `/users/${await idOf('Hugo')}`);
    const ada = await idOf(ADMIN);
    expect((await box.call('delete', `/users/${ada}`)).body).toMatchObject({ status: 409, code: 'user.last-admin' });
    expect((await box.post(`/users/${ada}/role`, { role: 'helper' })).body).toMatchObject({ code: 'user.last-admin' });
    expect((await box.get('/status')).status).toBe(200);
  });

  it('leave a trail of all they did, by whom and what came of it', async () => {
    const helper = await box.addUser('Lena', 'helper');
    expect(await newestAudit()).toMatchObject({ who: 'Lena', action: 'password.change', outcome: 'done' });
    await box.post('/unit/restart', {}, helper.cookie);
    expect(await newestAudit()).toMatchObject({ who: 'Lena', action: 'scale-unit.restart', outcome: 'denied', code: 'auth.not-permitted' });
    await box.post('/unit/restart');
    expect(await newestAudit()).toMatchObject({
      who: ADMIN,
      action: 'scale-unit.restart',
      outcome: 'failed',
      code: 'launcher.unreachable',
    });
    await box.logOn('Lena', 'wrong');
    expect(await newestAudit()).toMatchObject({ who: 'Lena', action: 'session.log-on', outcome: 'denied', from: '127.0.0.1' });
    await box.logOn('my secret typed where the name goes', 'x');
    expect(await newestAudit()).toMatchObject({ who: null, action: 'session.log-on', outcome: 'denied' });
    await box.post('/unit/restart', {}, '');
    expect(await newestAudit()).toMatchObject({ action: 'session.log-on' });
    await box.call('delete', `/users/${helper.id}`);
    expect(await newestAudit()).toMatchObject({ who: ADMIN, action: 'user.remove', subject: 'Lena', outcome: 'done' });
    const page = (await box.get('/audit?limit=2')).body as { entries: { at: number }[]; next: number };
    expect((await box.get(`/audit?limit=2&before=${page.next}`)).body.entries[0].at).toBeLessThan(page.entries[1]!.at);
    await box.restart();
    box.cookie = await box.logOnAsAdmin();
    expect((await box.get('/audit?limit=200')).body.entries.length).toBeGreaterThan(20);
  });

  it('leave no password, code or secret on the disk but in the file of keys, which only its owner reads', async () => {
    const folder = join(box.dataDir, 'console');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'utf8')] as const);
    expect(texts.filter(([, text]) => text.includes(PASSWORD))).toEqual([]);
    const withSecret = texts.filter(([, text]) => text.includes(box.adminSecret)).map(([path]) => path);
    expect(withSecret).toEqual([join(folder, 'keys', 'users.json')]);
    expect(statSync(withSecret[0]!).mode & 0o777).toBe(0o600);
  });
});
