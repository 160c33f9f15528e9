import 'reflect-metadata';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UnitStatus } from '@app/appliance';
import { controllersOf, openDoors, scanRoutes } from '@app/platform';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { readSettings } from '../src/config';
import { createConsole } from '../src/create-console';
import { AlertsService } from '../src/alerts/alerts.service';
import { FixupsService } from '../src/fixups/fixups.service';
import { Observer } from '../src/observation/observer';
import { ScaleUnitPeer, statusOfStore } from './scale-unit-peer';

interface ToldAlert {
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly fingerprint: string;
}

/** Takes what Alertmanager would post to a webhook. */
async function anAlertReceiver(port: number): Promise<[ToldAlert[], Server]> {
  const alerts: ToldAlert[] = [];
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      alerts.push(...(JSON.parse(Buffer.concat(chunks).toString()) as { alerts: ToldAlert[] }).alerts);
      response.writeHead(200).end();
    });
  }).listen(port, '127.0.0.1');
  await once(receiver, 'listening');
  return [alerts, receiver];
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

const PASSWORD = 'four quiet river stones';
const LINE = `ABCD-EFGH@https://headquarters.example:7300#${'a'.repeat(64)}`;

describe('the console over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'console-'));
  const peer = new ScaleUnitPeer(dataDir);
  const codes: string[] = [];
  const clock = { now: () => Date.now() + aheadMs };
  let aheadMs = 0;
  let app: NestFastifyApplication;
  let url: string;
  let cookie: string;
  let alertPort: number;

  const get = (path: string) => request(url).get(`/console/v1${path}`).set('cookie', cookie);
  const post = (path: string, body: object = {}) => request(url).post(`/console/v1${path}`).set('cookie', cookie).send(body);
  const observe = () => app.get(Observer).refresh();
  const cookieOf = (answer: request.Response) => (answer.headers['set-cookie'] as unknown as string[])[0]!.split(';')[0]!;

  beforeAll(async () => {
    const web = join(dataDir, 'web');
    mkdirSync(join(web, 'assets'), { recursive: true });
    writeFileSync(join(web, 'index.html'), '<!doctype html><title>Store console</title>');
    writeFileSync(join(web, 'assets', 'index-abc.js'), 'export {};');
    alertPort = await freePort();
    const environment = {
      CONSOLE_ALERT_URL: `http://127.0.0.1:${alertPort}/alerts`,
      DATA_DIR: dataDir,
      CONSOLE_LOG_LEVEL: 'silent',
      CONSOLE_WEB: web,
      UNIT_MANAGEMENT_PORT: String(await peer.start()),
    };
    const settings = readSettings(environment);
    app = await createConsole({ settings, showFirstRunCode: (code) => codes.push(code), clock });
    const [door] = await openDoors(app, [{ name: 'loopback', host: '127.0.0.1', port: 0 }]);
    url = `http://127.0.0.1:${door!.port}`;
    cookie = '';
  });
  afterAll(async () => {
    await app.close();
    await peer.stop();
    rmSync(dataDir, { recursive: true });
  });

  describe('its first run', () => {
    it('has no account, and no password opens it', async () => {
      expect((await get('/first-run')).body).toEqual({ isAdministratorSet: false, shortestPassword: 12 });
      expect((await post('/session', { password: 'admin' })).body).toMatchObject({ status: 401, code: 'auth.wrong-password' });
    });

    it('makes another code after five wrong tries', async () => {
      expect(codes).toHaveLength(1);
      for (let tries = 0; tries < 5; tries += 1) {
        const answer = await post('/first-run/administrator', { code: 'AAAA-AAAA', password: PASSWORD });
        expect(answer.body).toMatchObject({ status: 401, code: 'first-run.wrong-code' });
      }
      expect(codes).toHaveLength(2);
      const old = await post('/first-run/administrator', { code: codes[0], password: PASSWORD });
      expect(old.body).toMatchObject({ code: 'first-run.wrong-code' });
    });

    it('refuses a weak password and does not spend the code on it', async () => {
      const answer = await post('/first-run/administrator', { code: codes[1], password: 'password1234' });
      expect(answer.body).toMatchObject({ status: 422, code: 'first-run.weak-password', field: '/password' });
    });

    it('sets the password once, and logs its owner on', async () => {
      const answer = await post('/first-run/administrator', { code: codes[1]!.toLowerCase(), password: PASSWORD });
      expect(answer.status).toBe(204);
      expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/^console=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)]);
      cookie = cookieOf(answer);
      expect((await get('/session')).status).toBe(200);
      const again = await post('/first-run/administrator', { code: codes[1], password: PASSWORD });
      expect(again.body).toMatchObject({ status: 409, code: 'first-run.done' });
    });
  });

  describe('who may ask', () => {
    it('refuses every route without a session, but those of the first run and of logging on', async () => {
      const routes = scanRoutes(controllersOf(app.get(ModulesContainer)));
      expect(routes.length).toBeGreaterThan(10);
      const open = new Set(routes.filter(({ operation }) => operation?.caller === 'anonymous').map(({ handler }) => handler));
      // `export` asks for the token of monitoring itself.
      expect([...open].sort()).toEqual(['export', 'logOn', 'read', 'setAdministrator']);
      for (const { method, path, operation } of routes) {
        if (operation?.caller === 'anonymous') continue;
        for (const stranger of ['', 'console=', 'console=AAAA', `console=${'A'.repeat(43)}`]) {
          const call = request(url)[method.toLowerCase() as 'get'](path.replace(/:\w+/, 'x'));
          expect((await call.set('cookie', stranger)).body).toMatchObject({ status: 401 });
        }
      }
    });

    it('refuses what another site makes a browser send', async () => {
      const foreign = await post('/unit/restart').set('origin', 'https://evil.example');
      expect(foreign.body).toMatchObject({ status: 403, code: 'auth.foreign-origin' });
      const sameHostOtherPort = await post('/unit/restart').set('origin', 'http://127.0.0.1:1');
      expect(sameHostOtherPort.body).toMatchObject({ code: 'auth.foreign-origin' });
      expect((await post('/unit/restart').set('sec-fetch-site', 'cross-site')).body).toMatchObject({ code: 'auth.foreign-origin' });
      expect((await post('/unit/restart').set('sec-fetch-site', 'same-site')).body).toMatchObject({ code: 'auth.foreign-origin' });
      const own = await post('/unit/restart').set('origin', url).set('sec-fetch-site', 'same-origin');
      expect(own.body).toMatchObject({ code: 'launcher.unreachable' });
    });

    it('answers under its own names only, so that a rebound name reaches nothing', async () => {
      expect((await get('/first-run').set('host', 'evil.example')).body).toMatchObject({ status: 421, code: 'auth.foreign-host' });
      expect((await get('/first-run').set('host', `localhost:${new URL(url).port}`)).status).toBe(200);
    });

    it('brakes guessing after three wrong passwords, and lets the right one in later', async () => {
      for (let tries = 0; tries < 4; tries += 1) await post('/session', { password: 'wrong' });
      const braked = await post('/session', { password: PASSWORD });
      expect(braked.body).toMatchObject({ status: 429, code: 'auth.try-later', retryable: true });
      expect(Number(braked.headers['retry-after'])).toBeGreaterThan(0);
      aheadMs += 61_000;
      const answer = await post('/session', { password: PASSWORD });
      expect(answer.status).toBe(204);
      expect(cookieOf(answer)).not.toBe(cookie);
      cookie = cookieOf(answer);
    });

    it('ends a session that nobody uses, whatever the page asks by itself', async () => {
      const unused = cookieOf(await request(url).post('/console/v1/session').send({ password: PASSWORD }));
      aheadMs += 10 * 60_000;
      expect((await get('/status')).status).toBe(200);
      expect((await request(url).get('/console/v1/status').set('cookie', unused).set('x-background', '1')).status).toBe(200);
      aheadMs += 6 * 60_000;
      expect((await get('/status')).status).toBe(200);
      expect((await request(url).get('/console/v1/status').set('cookie', unused)).body).toMatchObject({ code: 'auth.expired' });
    });

    it('forgets a session that was logged off', async () => {
      const old = cookie;
      const answer = await request(url).delete('/console/v1/session').set('cookie', old);
      expect(answer.headers['set-cookie']).toEqual([expect.stringContaining('Max-Age=0')]);
      expect((await request(url).get('/console/v1/status').set('cookie', old)).body).toMatchObject({ code: 'auth.expired' });
      cookie = cookieOf(await post('/session', { password: PASSWORD }));
    });
  });

  describe('what it says and does', () => {
    it('tells a box without a store from one that is silent', async () => {
      await observe();
      expect((await get('/status')).body).toMatchObject({ verdict: 'not-selling', observation: { status: { box: { state: 'new' } } } });
    });

    it('shows the store before it becomes that store', async () => {
      const preview = await post('/enrolment/preview', { line: LINE });
      expect(preview.body).toEqual({
        stores: [{ channelId: '0042', name: 'Riverside 0042', address: '1 River Street' }],
        isReplacement: false,
      });
      expect((await post('/enrolment', { line: LINE })).status).toBe(204);
      expect(peer.requests.map(({ path }) => path)).toEqual(['/enrolment/preview', '/enrolment/confirm']);
      expect(peer.requests[0]!.body).toEqual({
        code: 'ABCD-EFGH',
        headquartersUrl: 'https://headquarters.example:7300',
        fingerprint: 'a'.repeat(64),
      });
      expect((await get('/status')).body).toMatchObject({ verdict: 'selling' });
    });

    it('refuses a line that is no code from headquarters', async () => {
      const answer = await post('/enrolment/preview', { line: 'ABCD@http://headquarters' });
      expect(answer.body).toMatchObject({ status: 400, code: 'request.invalid', field: '/line' });
    });

    it('hands on what the scale unit refuses, under its reason', async () => {
      peer.refuseNext = { status: 503, code: 'headquarters.unreachable', detail: 'no line' };
      expect((await post('/enrolment/preview', { line: LINE })).body).toMatchObject({
        status: 409,
        code: 'scale-unit.refused',
        parameters: { reason: 'headquarters.unreachable' },
      });
    });

    it('shows how old the data of each job is and what waits', async () => {
      const { status, body } = await get('/exchange');
      expect(status).toBe(200);
      expect(body).toMatchObject({
        jobs: [{ job: '1020', rowCount: 34, quarantinedCount: 1 }],
        upload: { waitingAmounts: { EUR: '12.30' } },
      });
    });

    it('shows the copies of the store, makes and proves one, and tells what opens them', async () => {
      peer.requests.length = 0;
      expect((await get('/backups')).body).toMatchObject({ folder: '/mnt/stick', copies: [{ sales: 2, canOpen: true }] });
      expect((await post('/backups')).status).toBe(202);
      expect((await post('/backups/drill', { name: 'one' })).status).toBe(202);
      expect(peer.requests).toEqual([
        { path: '/backups', body: undefined },
        { path: '/backups/drill', body: { name: 'one' } },
      ]);
      expect((await get('/recovery-code')).body).toEqual({ code: 'AAAA-BBBB' });
    });

    it('issues a code, shuts a device out and decides a payment through the scale unit', async () => {
      peer.requests.length = 0;
      const code = await post('/activation-codes', { channelId: '0042', registerId: '3' });
      expect(code.body).toEqual({ activationCode: '7KQ2M9XD', expiresAt: expect.any(Number) });
      expect((await post('/devices/device-1/revoke')).status).toBe(204);
      expect((await post('/card-payments/a1/decide', { outcome: 'charged', note: 'on the slip' })).status).toBe(204);
      expect(peer.requests.map(({ path }) => path)).toEqual([
        '/activation-codes',
        '/devices/device-1/revoke',
        '/tender-attempts/a1/decide',
      ]);
    });

    it('never stores a card number somebody writes beside a decision', async () => {
      const answer = await post('/card-payments/a1/decide', { outcome: 'charged', note: 'card 4111 1111 1111 1111' });
      expect(answer.body).toMatchObject({ status: 422, code: 'request.card-number', field: '/note' });
    });

    it('tells a database that does not answer from a unit that is silent', async () => {
      peer.failWith = { status: 503, code: 'store.unreadable', detail: 'the database does not answer' };
      await observe();
      expect((await get('/status')).body).toMatchObject({
        verdict: 'not-selling',
        observation: { isUnitAnswering: false, fault: 'database' },
      });
      peer.failWith = undefined;
      await observe();
      expect((await get('/status')).body).toMatchObject({ verdict: 'selling', observation: { fault: null } });
    });

    it('mends by itself what stops nothing, no oftener than it helps, and reports it', async () => {
      const late = { waitingCount: 2, waitingAmounts: { EUR: '12.30' }, oldestAt: Date.now() - 1_800_000, lastAcknowledgedAt: null };
      peer.requests.length = 0;
      peer.status = { ...statusOfStore(), upload: late };
      app.get(FixupsService).start();
      await observe();
      await observe();
      while (peer.requests.length === 0) await sleep(10);
      const runs = async () => (await get('/fixups')).body.runs;
      while ((await runs())[0]?.kind !== 'retry-upload') await sleep(10);
      expect(peer.requests.map(({ path }) => path)).toEqual(['/exchange/send']);
      expect((await runs())[0]).toMatchObject({ kind: 'retry-upload', by: 'itself', outcome: 'done', heals: ['upload.waiting'] });
    });

    it('raises exactly one alert when headquarters is cut, with what follows from it, and one end of it', async () => {
      const [alerts, receiver] = await anAlertReceiver(alertPort);
      const well = statusOfStore();
      const hour = 3_600_000;
      const late = { waitingCount: 2, waitingAmounts: { EUR: '12.30' }, oldestAt: Date.now() - 40 * hour, lastAcknowledgedAt: null };
      const headquarters = {
        isReachable: false,
        since: Date.now(),
        lastError: null,
        somethingElseAnswers: false,
        isRealTimeRefusing: true,
      };
      app.get(AlertsService).start();
      const lookFor = async (status: UnitStatus, times: number) => {
        peer.status = status;
        for (let look = 0; look < times; look += 1) {
          aheadMs += 31_000;
          await observe();
          await sleep(50);
        }
      };
      await lookFor(well, 2);
      alerts.length = 0;
      await lookFor({ ...well, headquarters, upload: late, prices: { version: 12, appliedAt: Date.now() - 40 * hour } }, 4);
      expect(alerts).toMatchObject([
        { status: 'firing', labels: { alertname: 'StoreCause', code: 'line.down', store: 'riverside', severity: 'critical' } },
      ]);
      expect(alerts[0]!.annotations).toMatchObject({
        summary: expect.stringMatching(/^Headquarters cannot be reached/),
        consequences: 'real-time.refusing, upload.waiting, prices.old',
      });
      await lookFor(well, 4);
      expect(alerts).toHaveLength(2);
      expect(alerts[1]).toMatchObject({ status: 'resolved', fingerprint: alerts[0]!.fingerprint, startsAt: alerts[0]!.startsAt });
      receiver.close();
    });

    it('restarts nothing while a customer is at the terminal, unless a person says that they know', async () => {
      const payment = { attemptId: 'a', channelId: '0042', registerId: '1', amount: '9.00', currency: 'EUR', startedAt: Date.now(), state: 'started' } as const;
      peer.status = { ...statusOfStore(), cards: { unclear: [payment] } };
      await observe();
      expect((await post('/fixups/restart-unit')).body).toMatchObject({ status: 409, code: 'fixup.payment-open', parameters: { count: 1 } });
      expect((await post('/fixups/restart-unit', { acceptsOpenPayments: true })).body).toMatchObject({ code: 'launcher.unreachable' });
      expect((await post('/fixups/format-disk')).body).toMatchObject({ status: 400 });
      expect((await get('/fixups')).body.runs[0]).toMatchObject({ kind: 'restart-unit', by: 'person', outcome: 'failed' });
    }); // prettier-ignore

    it('shows what the processes wrote, newest first, by process, level and correlation id', async () => {
      const line = (at: number, level: number, msg: string, correlationId = 'k-1') =>
        `${JSON.stringify({ level, time: new Date(at).toISOString(), correlationId, code: 'cart.closed', msg })}\n`;
      mkdirSync(join(dataDir, 'logs'), { recursive: true });
      writeFileSync(join(dataDir, 'logs', 'scale-unit.000001.log'), line(1, 30, 'first') + line(3, 50, 'third', 'k-2'));
      writeFileSync(join(dataDir, 'logs', 'launcher.000001.log'), `{"level":"warn","time":2,"app":"launcher","msg":"ended"}\n`);
      const { lines, next } = (await get('/logs?limit=2')).body;
      expect(lines.map(({ message }: { message: string }) => message)).toEqual(['third', 'ended']);
      expect((await get(`/logs?cursor=${next}`)).body).toEqual({
        lines: [{ at: 1, level: 'info', process: 'scale-unit', message: 'first', correlationId: 'k-1', details: '{"code":"cart.closed"}' }],
        next: null,
      });
      expect((await get('/logs?level=error&correlationId=k-2')).body.lines).toHaveLength(1);
      expect((await get('/logs?process=launcher')).body.lines).toMatchObject([{ process: 'launcher', level: 'warn' }]);
      expect((await get('/logs?cursor=nonsense')).body).toMatchObject({ status: 400, field: '/cursor' });
      expect((await get('/logs?process=../x')).body).toMatchObject({ status: 400, code: 'request.invalid' });
    });

    it('keeps what was known, with its age, when the scale unit is silent', async () => {
      peer.status = {
        ...statusOfStore(),
        upload: { waitingCount: 42, waitingAmounts: { EUR: '1870.20' }, oldestAt: 1, lastAcknowledgedAt: 1 },
      };
      await observe();
      await peer.stop();
      aheadMs += 60_000;
      await observe();
      aheadMs += 60_000;
      const { body } = await get('/status');
      expect(body).toMatchObject({
        verdict: 'not-selling',
        failure: 'The scale unit does not answer.',
        observation: { isUnitAnswering: false, status: { upload: { waitingCount: 42, waitingAmounts: { EUR: '1870.20' } } } },
      });
      expect(body.observation.at - body.observation.statusAt).toBeGreaterThanOrEqual(120_000);
      expect((await post('/activation-codes', { channelId: '0042', registerId: '3' })).body).toMatchObject({
        status: 503,
        code: 'scale-unit.unreachable',
        retryable: true,
      });
    });
  });

  describe('its pages', () => {
    it('come with a policy that allows nothing inline and nothing from elsewhere', async () => {
      const page = await request(url).get('/');
      expect(page.text).toContain('Store console');
      expect(page.headers['cache-control']).toBe('no-cache');
      const policy = page.headers['content-security-policy']!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect((await request(url).get('/assets/index-abc.js')).headers['cache-control']).toContain('immutable');
      expect([403, 404]).toContain((await request(url).get('/assets/%2e%2e/%2e%2e/administrator.json')).status);
      expect((await request(url).get('/nowhere')).headers['content-security-policy']).toBe(policy);
    });

    it('follow the status as a stream that ends with the session', async () => {
      const stream = await fetch(`${url}/console/v1/events`, { headers: { cookie } });
      expect(stream.headers.get('content-type')).toContain('text/event-stream');
      const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
      expect((await reader.read()).value).toContain('event: status');
      await request(url).delete('/console/v1/session').set('cookie', cookie);
      aheadMs += 11_000;
      await observe();
      let rest = '';
      for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value;
      expect(rest).toContain('event: session-over');
    });
  });
});
