import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSocket, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PROMTOOL = process.env['TEST_PROMTOOL'] ?? 'promtool';
const PROMETHEUS = process.env['TEST_PROMETHEUS'] ?? 'prometheus';
const isThere = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
const [describeHere, whyNot] =
  isThere(PROMTOOL) && isThere(PROMETHEUS) ? [describe, ''] : [describe.skip, ' [skipped: prometheus is not installed]'];

const read = (name: string) => readFileSync(join(__dirname, name), 'utf8');
const vocabulary = readFileSync(join(__dirname, '../../docs/monitoring.md'), 'utf8');
const namesIn = (text: string) => [...new Set(text.match(/\bstore_[a-z_]+/g) ?? [])];

it('rules and dashboard use names of the vocabulary alone', () => {
  const known = new Set(namesIn(vocabulary));
  const used = namesIn(`${read('rules.yml')}\n${read('dashboard.json')}`);
  expect(used.length).toBeGreaterThan(15);
  expect(used.filter((name) => !known.has(name))).toEqual([]);
});

it('each rule has a case in which it fires and one in which it stays quiet', () => {
  const alerts = [...read('rules.yml').matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
  const cases = read('rules.test.yml');
  expect(alerts.filter((name) => !cases.includes(`${name} fires`) || !cases.includes(`${name} stays quiet`))).toEqual([]);
});

describeHere(`the rules in Prometheus' own hands${whyNot}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  let store: Server;
  let prometheus: ChildProcess | undefined;

  afterAll(async () => {
    store?.close();
    if (prometheus && prometheus.exitCode === null) {
      prometheus.kill('SIGKILL');
      await once(prometheus, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it('are valid, and their cases hold', () => {
    for (const [command, file] of [['check', 'rules.yml'], ['test', 'rules.test.yml']] as const) {
      const { status, stdout, stderr } = spawnSync(PROMTOOL, [command, 'rules', join(__dirname, file)], { encoding: 'utf8' });
      expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' });
    }
  }); // prettier-ignore

  it('fire for a store with a cut line and an unclear card, and for one that is silent', async () => {
    const figures = 'store_cause{code="line.down",weight="limits-selling"} 1\nstore_card_payments_unclear 1\nstore_shifts_unbalanced 0\n';
    store = createServer((_, response) => response.setHeader('content-type', 'text/plain; version=0.0.4').end(figures));
    store.listen(0, '127.0.0.1');
    await once(store, 'listening');
    const port = await startPrometheus((store.address() as AddressInfo).port);
    const firing = async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/alerts`).catch(() => undefined);
      const { data } = ((await answer?.json()) ?? { data: { alerts: [] } }) as { data: { alerts: Alert[] } };
      return data.alerts.filter(({ state }) => state === 'firing').map(({ labels }) => `${labels['alertname']} ${labels['store']}`);
    };
    const expected = ['StoreCardPaymentUnclear 0042', 'StoreCause 0042', 'StoreSilent 0043'];
    let seen: string[] = [];
    for (let tries = 0; tries < 200 && expected.some((one) => !seen.includes(one)); tries += 1) {
      await sleep(200);
      seen = await firing();
    }
    expect(seen.sort()).toEqual(expected);
  }, 60_000);

  /** The same rules, with every pause cut to a second. */
  async function startPrometheus(storePort: number): Promise<number> {
    writeFileSync(join(folder, 'rules.yml'), read('rules.yml').replace(/for: \w+/g, 'for: 1s'));
    const [free, port] = [await freePort(), await freePort()];
    const targets = (address: number, name: string) => `{ targets: ['127.0.0.1:${address}'], labels: { store: '${name}' } }`;
    const configuration = [
      'global: { scrape_interval: 1s, evaluation_interval: 1s, scrape_timeout: 1s }',
      'rule_files: [rules.yml]',
      `scrape_configs: [{ job_name: store, static_configs: [${targets(storePort, '0042')}, ${targets(free, '0043')}] }]`,
    ].join('\n');
    writeFileSync(join(folder, 'prometheus.yml'), configuration);
    const options = [`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`];
    prometheus = spawn(PROMETHEUS, [...options, `--web.listen-address=127.0.0.1:${port}`], { stdio: 'ignore' });
    return port;
  }
});

interface Alert {
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
}

async function freePort(): Promise<number> {
  const probe = createSocket().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
