import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { containsCardNumber, newId } from '@app/kernel';
import { createLogger, newOneTimeCode, newToken, openDoors } from '@app/platform';
import { unzip } from '@app/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Secret, TOTP } from 'otpauth';
import { readSettings } from '../../apps/console/src/config';
import { createConsole } from '../../apps/console/src/create-console';
import { HeartbeatService } from '../../apps/console/src/heartbeat/heartbeat.service';
import { Observer } from '../../apps/console/src/observation/observer';
import { openOwnStore, type OwnStore } from '../../tools/simulate/src/own-store';
import { CASHIER } from '../../tools/simulate/src/store/chain';
import { freePorts } from '../../tools/simulate/src/store/ports';
import { inFolder } from './support/folders';
import { TalkativeTerminal } from './support/talkative-terminal';

const CARDS = 1_000;
/** Of each request; all of them together stay below what a box writes down of refusals in a minute. */
const CARDS_AT_ONCE = 4;
/** Written by the terminal into what it answers. */
const SAID_BY_TERMINAL = 20;

it('40 planted secrets and 1,000 card numbers are in no bundle, log, audit, metrics, heartbeat, store file or copy of it', () =>
  inFolder('secrets', async (folder) => {
    const environment = { UNIT_METRICS_TOKEN: newToken().token, UNIT_PROXY_CREDENTIALS: `clerk:${newToken().token}` };
    const terminal = await TalkativeTerminal.start();
    const unitEnv = { ...environment, UNIT_TERMINAL_URL: terminal.url };
    const world = await openOwnStore({ registerCount: 2, productCount: 20, folder, unitEnv });
    const console = await openConsole(world, folder);
    try {
      const planted = [...Object.values(environment), ...(await plantSecrets(world, console)), ...secretsOfTheBox(world)];
      expect(new Set(planted).size).toBeGreaterThanOrEqual(40);
      const cards = Array.from({ length: CARDS }, (_, index) => cardNumber(index));
      await plantCards(world, cards.slice(0, -SAID_BY_TERMINAL));
      const said = cards.slice(-SAID_BY_TERMINAL).map((card, index) => FORMATS[index % FORMATS.length]!(card));
      await terminal.sellWith(world, world.registerIds[1]!, said);
      await plantInAudit(console, [cards[0]!, cards[1]!, environment.UNIT_METRICS_TOKEN]);

      const places = await everyPlace(world, console);
      const found = [...places].flatMap(([place, text]) => planted.filter((secret) => text.includes(secret)).map((secret) => `${place}: ${secret}`));
      expect(found).toEqual([]);
      const inCards = [...places].flatMap(([place, text]) => cards.filter((card) => withoutSeparators(text).includes(card)).map((card) => `${place}: ${card}`));
      expect(inCards).toEqual([]);
      // What was refused is there, and so is the rest of each line.
      const logs = places.get('bundle/logs.ndjson') ?? '';
      expect(logs.match(/"request refused"/g)?.length).toBeGreaterThan(CARDS / CARDS_AT_ONCE);
      expect(logs).toMatch(/411111\*+\d{4}/);
      expect(places.get('store file')).toMatch(/"authorization":"411111\*+\d{4}"/);
      expect(places.get('audit')).toMatch(/"correlationId":"411111\*+\d{4}"/);
    } finally {
      await console.app.close();
      await world.close();
      terminal.close();
    }
  }), 120_000); // prettier-ignore

interface RunningConsole {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly codes: string[];
  cookie: string;
}

/** In this process, so that its heartbeat can be asked for; with the data folder and the log files of the box. */
async function openConsole({ store }: OwnStore, folder: string): Promise<RunningConsole> {
  const codes: string[] = [];
  const settings = readSettings({
    DATA_DIR: store.dataFolder,
    CONSOLE_WEB: folder,
    CONSOLE_ALERT_URL: 'http://clerk:red-herring-1@127.0.0.1:9/alerts',
    CONSOLE_ALERT_TOKEN: 'red-herring-token-of-alerts',
    UNIT_MANAGEMENT_PORT: String(store.ports.management),
  });
  const log = createLogger({ name: 'console', level: 'info', folder: join(store.dataFolder, 'logs'), isQuiet: true });
  const app = await createConsole({ settings, showFirstRunCode: (code) => codes.push(code) }, log);
  const [port = 0] = await freePorts(1);
  await openDoors(app, [{ name: 'loopback', host: '127.0.0.1', port }]);
  return { app, url: `http://127.0.0.1:${port}`, codes, cookie: '' };
}

/** Sends secrets to every place that takes one, right and wrong ones. Answers which. */
async function plantSecrets(world: OwnStore, console: RunningConsole): Promise<string[]> {
  return [...(await plantInConsole(console)), ...(await plantInUnit(world)), 'red-herring-1', 'red-herring-token-of-alerts'];
}

async function plantInConsole(console: RunningConsole): Promise<string[]> {
  const ask = async (path: string, body: object, cookie = console.cookie) => {
    const headers = { 'content-type': 'application/json', cookie };
    const answer = await fetch(`${console.url}/console/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const given = answer.headers.getSetCookie()[0]?.split(';')[0];
    if (given) console.cookie = given;
    return (answer.status === 204 ? {} : await answer.json()) as { secret?: string; code?: string };
  };
  const [password, wrong, strange, enrolmentCode] = [
    'seven green bottles hang',
    'Wr0ng-Horse-Battery',
    newToken().token,
    newOneTimeCode(12),
  ];
  const firstRunCode = console.codes.at(-1)!;
  await ask('/first-run/admin', { code: newOneTimeCode(), name: 'Ada', password });
  await ask('/first-run/admin', { code: firstRunCode, name: 'Ada Admin', password });
  const first = console.cookie;
  const { secret = '' } = await ask('/session/second-factor/enrolment', {});
  const totp = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await ask('/session/second-factor/enrolment/confirm', { code: totp });
  const { code: emergencyCode = newToken().token } = await ask('/emergency-code', {});
  await ask('/session', { name: 'Ada Admin', password: wrong }, '');
  await ask('/registers', {}, `console=${strange}`);
  await ask('/enrolment/preview', { line: `${enrolmentCode}@https://127.0.0.1:9#${'ab'.repeat(32)}` });
  return [password, wrong, strange, enrolmentCode, firstRunCode, valueOf(first), secret, valueOf(console.cookie), emergencyCode];
}

/** Log-ons that bring card numbers and secrets as the ids of their requests, and in place of a name. */
async function plantInAudit({ url }: RunningConsole, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const headers = { 'content-type': 'application/json', 'x-correlation-id': text };
    await fetch(`${url}/console/v1/session`, { method: 'POST', headers, body: JSON.stringify({ name: text, password: text }) });
  }
}

const valueOf = (cookie: string): string => cookie.split('=')[1] ?? '';

async function plantInUnit(world: OwnStore): Promise<string[]> {
  const ask = unitOf(world);
  const used = await world.activationCode(world.registerIds[0]!);
  const [wrongCode, pin, key] = [newOneTimeCode(), '8391746250', newToken().token];
  const { deviceToken } = await ask('/devices/activate', { activationCode: used, deviceName: 'Till 1' });
  await ask('/devices/activate', { activationCode: wrongCode, deviceName: 'Till 2' });
  const device = { authorization: `Bearer ${deviceToken}` };
  const { sessionToken } = await ask('/session/log-on', { ...CASHIER, heads: [] }, device);
  await ask('/session/log-on', { staffId: CASHIER.staffId, pin, heads: [] }, device);
  const employee = { ...device, 'store-session': sessionToken! };
  const strangers = Array.from({ length: 12 }, () => newToken().token);
  const ways = [
    (token: string) => ({ authorization: `Bearer ${token}` }),
    (token: string) => ({ ...device, 'store-session': token }),
    (token: string) => ({ ...employee, 'x-correlation-id': token }),
    (token: string) => ({ ...employee, 'idempotency-key': token }),
    (token: string) => ({ ...employee, 'store-approval': token }),
    (token: string) => ({ cookie: `session=${token}` }),
  ];
  for (const [index, token] of strangers.entries()) {
    await ask('/carts', { cartId: newId(), [`password-${token}`]: token }, ways[index % ways.length]!(token));
  }
  const giftCards = ['6039-8841-2277', '603988412288'];
  for (const cardNumber of giftCards) await ask('/gift-cards/balance', { cardNumber }, employee);
  await ask('/carts', `{"webhookSecret":"${key}", "apiKey": broken`, device);
  return [used, wrongCode, pin, key, deviceToken!, sessionToken!, ...strangers, ...giftCards];
}

interface Tokens {
  readonly deviceToken?: string;
  readonly sessionToken?: string;
}

const unitOf =
  ({ store }: OwnStore) =>
  async (path: string, body?: object | string, headers: Readonly<Record<string, string>> = {}): Promise<Tokens> => {
    const answer = await fetch(`${store.unitUrl}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': newId(), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return answer.headers.get('content-type')?.includes('json') ? ((await answer.json()) as Tokens) : {};
  };

/** What lies in the key folders of both processes: keys, peppers, verifiers, tokens, the recovery code. */
function secretsOfTheBox({ store }: OwnStore): string[] {
  const folders = [join(store.unitFolder, 'keys'), join(store.dataFolder, 'console', 'keys')];
  return folders
    .flatMap((folder) => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const))
    .filter(([name]) => !name.endsWith('.id') && !name.includes('authority'))
    .flatMap(([, content]) => content.match(/[\w+/=-]{24,}/g) ?? [])
    .filter((secret) => !/^[\da-f]{8}-[\da-f]{4}-/.test(secret) && !secret.includes('PRIVATE'));
}

/** As tills, terminals and people write card numbers. */
const FORMATS: readonly ((card: string) => string)[] = [
  (card) => card,
  (card) => card.replace(/(\d{4})(?=\d)/g, '$1 '),
  (card) => card.replace(/(\d{4})(?=\d)/g, '$1-'),
  (card) => `${card.replace(/(\d{4})(?=\d)/g, '$1 ')} 12/27 123`,
  (card) => `;${card}=27121010000012300000?`,
];

/** In headers, queries, names of fields, texts, and bodies that cannot be read. */
async function plantCards(world: OwnStore, cards: readonly string[]): Promise<void> {
  const ask = unitOf(world);
  for (let from = 0; from < cards.length; from += CARDS_AT_ONCE) {
    const [first = '', second = '', third = '', fourth = ''] = cards.slice(from, from + CARDS_AT_ONCE);
    const write = FORMATS[(from / CARDS_AT_ONCE) % FORMATS.length]!;
    const id = from % 8 === 0 ? first : first.replace(/(\d{4})(?=\d)/g, '$1-');
    const body = { activationCode: 'NONE', deviceName: write(second), [`card ${write(third)}`]: write(third) };
    const headers = { 'x-correlation-id': id, 'user-agent': `Till ${write(fourth)}` };
    const isBroken = from % 40 === 0;
    await ask(`/devices/activate?note=${encodeURIComponent(write(fourth))}`, isBroken ? `{"note":"${write(second)}"` : body, headers);
  }
}

/** Everything that leaves the box or stays readable on it, by its name. */
async function everyPlace(world: OwnStore, console: RunningConsole): Promise<Map<string, string>> {
  const { store, management, headquarters } = world;
  const places = new Map<string, string>();
  await console.app.get(Observer).refresh();
  await console.app.get(HeartbeatService).beat();
  places.set('heartbeat', JSON.stringify([await headquarters.get('/boxes'), await headquarters.get('/fleet/causes')]));
  places.set('audit', readFileSync(join(store.dataFolder, 'console', 'audit', 'audit.jsonl'), 'utf8'));
  places.set('store file', ['store.db', 'store.db-wal'].map((name) => latin1(join(store.unitFolder, name))).join(''));
  places.set('public metrics', await (await fetch(`${store.unitUrl}/metrics`)).text());
  const authorization = `Bearer ${store.machineToken()}`;
  places.set('metrics', await (await fetch(`${store.managementUrl}/management/v1/metrics`, { headers: { authorization } })).text());
  await management.post('/backups', {});
  while ((await management.get<{ current: unknown }>('/backups')).current !== null) await new Promise(setImmediate);
  for (const name of readdirSync(join(store.unitFolder, 'backups'))) places.set(`backups/${name}`, latin1(join(store.unitFolder, 'backups', name)));

  const headers = { cookie: console.cookie, 'content-type': 'application/json' };
  const collected = await fetch(`${console.url}/console/v1/support-bundle`, { method: 'POST', headers, body: '{}' });
  expect(((await collected.json()) as { parts: { missing: string | null }[] }).parts.filter(({ missing }) => missing !== null)).toEqual([]);
  const zip = Buffer.from(await (await fetch(`${console.url}/console/v1/support-bundle/file`, { headers })).arrayBuffer());
  for (const [name, bytes] of unzip(zip)) places.set(`bundle/${name}`, bytes.toString('utf8'));
  const logs = join(store.dataFolder, 'logs');
  for (const name of readdirSync(logs)) places.set(`logs/${name}`, readFileSync(join(logs, name), 'utf8'));
  const output = readdirSync(store.options.folder, { recursive: true }).map(String).filter((name) => /(?:unit|appliance)[^/]*\.log$/.test(name) && !name.includes('logs/'));
  for (const name of output) places.set(name, readFileSync(join(store.options.folder, name), 'utf8'));
  return places;
} // prettier-ignore

const latin1 = (path: string): string => readFileSync(path, 'latin1');
const withoutSeparators = (text: string): string => text.replaceAll(/(?<=\d)(?:%20|%2D|[ .+_-]{1,2})(?=\d)/g, '');

/** A valid one of 16 digits. */
function cardNumber(index: number): string {
  const body = `411111${String(index * 7_919).padStart(9, '0')}`;
  return Array.from({ length: 10 }, (_, digit) => `${body}${digit}`).find(containsCardNumber) ?? '';
}
