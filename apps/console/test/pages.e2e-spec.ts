import request from 'supertest';
import { AConsole } from './kit/a-console';

describe('the pages of the console', () => {
  const box = new AConsole();
  const { get, post, observe } = box;
  beforeAll(async () => {
    await box.start();
    await box.setUpAdmin();
  });
  afterAll(() => box.stop());

  it('refuse what another site makes a browser send', async () => {
    const foreign = await post('/unit/restart').set('origin', 'https://evil.example');
    expect(foreign.body).toMatchObject({ status: 403, code: 'auth.foreign-origin' });
    const sameHostOtherPort = await post('/unit/restart').set('origin', 'http://127.0.0.1:1');
    expect(sameHostOtherPort.body).toMatchObject({ code: 'auth.foreign-origin' });
    expect((await post('/unit/restart').set('sec-fetch-site', 'cross-site')).body).toMatchObject({ code: 'auth.foreign-origin' });
    expect((await post('/unit/restart').set('sec-fetch-site', 'same-site')).body).toMatchObject({ code: 'auth.foreign-origin' });
    const own = await post('/unit/restart').set('origin', box.url).set('sec-fetch-site', 'same-origin');
    expect(own.body).toMatchObject({ code: 'launcher.unreachable' });
  });

  it('answer under their own names only, so that a rebound name reaches nothing', async () => {
    expect((await get('/first-run').set('host', 'evil.example')).body).toMatchObject({ status: 421, code: 'auth.foreign-host' });
    expect((await get('/first-run').set('host', `localhost:${new URL(box.url).port}`)).status).toBe(200);
  });

  it('come with a policy that allows nothing inline and nothing from elsewhere', async () => {
    const page = await request(box.url).get('/');
    expect(page.text).toContain('Store console');
    expect(page.headers['cache-control']).toBe('no-cache');
    const policy = page.headers['content-security-policy']!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect((await request(box.url).get('/assets/index-abc.js')).headers['cache-control']).toContain('immutable');
    expect([403, 404]).toContain((await request(box.url).get('/assets/%2e%2e/%2e%2e/keys/users.json')).status);
    expect((await request(box.url).get('/nowhere')).headers['content-security-policy']).toBe(policy);
  });

  it('follow the status as a stream that ends with the session', async () => {
    const stream = await fetch(`${box.url}/console/v1/events`, { headers: { cookie: box.cookie } });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('event: status');
    await request(box.url).delete('/console/v1/session').set('cookie', box.cookie);
    box.aheadMs += 11_000;
    await observe();
    let rest = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value;
    expect(rest).toContain('event: session-over');
  });
});
