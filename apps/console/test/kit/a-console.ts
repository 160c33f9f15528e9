import 'reflect-metadata';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDoors } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Secret, TOTP } from 'otpauth';
import request from 'supertest';
import { readSettings } from '../../src/config';
import { createConsole } from '../../src/create-console';
import { Observer } from '../../src/observation/observer';
import { ScaleUnitPeer } from './scale-unit-peer';

export const PASSWORD = 'four quiet river stones';
export const ADMIN = 'Ada Admin';
const STEP_MS = 30_000;

/** The console over HTTP, beside a scale unit that tests change as they like, and with a clock that they move. */
export class AConsole {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'console-'));
  readonly peer = new ScaleUnitPeer(this.dataDir);
  /** First-run codes, as its log showed them. */
  readonly codes: string[] = [];
  aheadMs = 0;
  app!: NestFastifyApplication;
  url = '';
  /** The session that questions are asked with. */
  cookie = '';
  /** Of the first admin's authenticator. */
  adminSecret = '';
  private managementPort = 0;

  constructor(private readonly environment: Readonly<Record<string, string>> = {}) {}

  async start(): Promise<this> {
    const web = join(this.dataDir, 'web');
    mkdirSync(join(web, 'assets'), { recursive: true });
    writeFileSync(join(web, 'index.html'), '<!doctype html><title>Store console</title>');
    writeFileSync(join(web, 'assets', 'index-abc.js'), 'export {};');
    this.managementPort = await this.peer.start();
    await this.open();
    return this;
  }

  /** The process ends and another one begins, on the same files. */
  async restart(): Promise<void> {
    await this.app.close();
    await this.open();
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.peer.stop();
    rmSync(this.dataDir, { recursive: true });
  }

  readonly now = (): number => Date.now() + this.aheadMs;

  call(method: string, path: string, cookie = this.cookie): request.Test {
    return request(this.url)[method.toLowerCase() as 'get'](`/console/v1${path}`).set('cookie', cookie);
  }

  readonly get = (path: string, cookie?: string) => this.call('get', path, cookie);
  readonly post = (path: string, body: object = {}, cookie?: string) => this.call('post', path, cookie).send(body);

  observe = () => this.app.get(Observer).refresh();

  /** First run with second factor; the session is that of the admin from here on. */
  async setUpAdmin(): Promise<void> {
    this.cookie = cookieOf(await this.post('/first-run/admin', { code: this.codes.at(-1), name: ADMIN, password: PASSWORD }));
    this.cookie = await this.enrolSecondFactor(this.cookie, (secret) => (this.adminSecret = secret));
  }

  /** Sets an authenticator up: the session that may do everything. */
  async enrolSecondFactor(cookie: string, keep: (secret: string) => void = () => undefined): Promise<string> {
    const { secret } = (await this.post('/session/second-factor/enrolment', {}, cookie)).body as { secret: string };
    keep(secret);
    return cookieOf(await this.post('/session/second-factor/enrolment/confirm', { code: this.codeOf(secret) }, cookie));
  }

  /** What the admin's authenticator shows next: each code works once. */
  nextCode(): string {
    this.aheadMs += STEP_MS;
    return this.codeOf(this.adminSecret);
  }

  codeOf(secret: string): string {
    return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: this.now() });
  }

  logOn(name: string, password: string): request.Test {
    return this.post('/session', { name, password }, '');
  }

  /** Both steps, in a session of its own. */
  async logOnAsAdmin(): Promise<string> {
    const first = cookieOf(await this.logOn(ADMIN, PASSWORD));
    return cookieOf(await this.post('/session/second-factor', { code: this.nextCode() }, first));
  }

  /** Somebody who has chosen a password. */
  async addUser(name: string, role: 'helper' | 'admin', password = PASSWORD): Promise<{ id: string; cookie: string }> {
    const { user, firstPassword } = (await this.post('/users', { name, role })).body as { user: { id: string }; firstPassword: string };
    const first = cookieOf(await this.logOn(name, firstPassword));
    return { id: user.id, cookie: cookieOf(await this.post('/session/password', { current: firstPassword, password }, first)) };
  }

  private async open(): Promise<void> {
    const settings = readSettings({
      DATA_DIR: this.dataDir,
      CONSOLE_LOG_LEVEL: 'silent',
      CONSOLE_WEB: join(this.dataDir, 'web'),
      UNIT_MANAGEMENT_PORT: String(this.managementPort),
      ...this.environment,
    });
    this.app = await createConsole({ settings, showFirstRunCode: (code) => this.codes.push(code), clock: { now: this.now } });
    const [door] = await openDoors(this.app, [{ name: 'loopback', host: '127.0.0.1', port: 0 }]);
    this.url = `http://127.0.0.1:${door!.port}`;
  }
}

/** The session an answer gave. Throws when it gave none. */
export function cookieOf(answer: request.Response): string {
  const [given] = (answer.headers['set-cookie'] ?? []) as unknown as string[];
  if (!given) throw new Error(`no session: ${answer.status} ${JSON.stringify(answer.body)}`);
  return given.split(';')[0]!;
}
