import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pinnedNode, ROOT } from '../../tools/run/runtime.mjs';
import { freePorts } from '../../tools/simulate/src/store/ports';

const PORT_NAMES = [
  'HEADQUARTERS_PORT',
  'UNIT_PORT',
  'UNIT_LAN_PORT',
  'UNIT_MANAGEMENT_PORT',
  'CONSOLE_PORT',
  'CONSOLE_LAN_PORT',
  'TERMINAL_PORT',
];
const LONGEST_SECOND_START_MS = 10_000;

interface Run {
  readonly child: ChildProcess;
  output: string;
}

describe('npm start', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'demo-'));
  let ports: number[];
  let running: Run | undefined;

  const start = (...args: string[]): Run => {
    const settings = Object.fromEntries(PORT_NAMES.map((name, index) => [name, String(ports[index])]));
    const child = spawn(pinnedNode(), ['tools/demo/main.mjs', ...args], {
      cwd: ROOT,
      env: { ...process.env, ...settings, DATA_DIR: dataDir },
    });
    const run: Run = { child, output: '' };
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (run.output += String(text)));
    return run;
  };
  const untilReady = async (run: Run) => {
    while (!/^ready$/m.test(run.output)) {
      if (run.child.exitCode !== null) throw new Error(run.output);
      await pause(20);
    }
  };
  const ended = async ({ child }: Run): Promise<number | null> => {
    if (child.exitCode === null) await once(child, 'exit');
    return child.exitCode;
  };
  const children = () => (JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as { children: { pid: number }[] }).children;

  beforeAll(async () => {
    ports = await freePorts(PORT_NAMES.length);
  });
  afterAll(async () => {
    if (running?.child.exitCode === null) {
      running.child.kill('SIGINT');
      await ended(running);
    }
    rmSync(dataDir, { recursive: true, force: true });
  }, 60_000);

  it('sets up a chain and an enrolled box with its data, and says how to go on', async () => {
    running = start();
    await untilReady(running);
    expect(running.output).toContain(`http://127.0.0.1:${ports[4]}`);
    expect(running.output).toMatch(/first-run code [0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(running.output).toContain('npm run simulate');
    const body = JSON.stringify({ activationCode: /"activationCode":"(\w+)"/.exec(running.output)?.[1], deviceName: 'Till' });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`http://127.0.0.1:${ports[1]}/api/v1/devices/activate`, { method: 'POST', headers, body });
    expect(answer.status).toBe(201);
  }, 120_000);

  it('refuses to run twice on the same data, and to throw data away that is in use', async () => {
    for (const args of [[], ['--fresh']]) {
      const second = start(...args);
      expect(await ended(second)).toBe(1);
      expect(second.output).toContain('running already');
    }
  }, 30_000);

  it('stops everything when it is interrupted', async () => {
    const pids = children().map(({ pid }) => pid);
    expect(pids).toHaveLength(3);
    // npm and the terminal each send it.
    for (let times = 0; times < 3; times += 1) running!.child.kill('SIGINT');
    expect(await ended(running!)).toBe(0);
    expect(pids.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  }, 60_000);

  it('goes on from there within ten seconds, also when it was killed', async () => {
    running = start();
    await untilReady(running);
    running.child.kill('SIGKILL');
    await once(running.child, 'exit');
    const began = performance.now();
    running = start();
    await untilReady(running);
    expect(performance.now() - began).toBeLessThan(LONGEST_SECOND_START_MS);
    expect(running.output).not.toContain('enrolling');
    expect(running.output).toContain('code');
    running.child.kill('SIGTERM');
    expect(await ended(running)).toBe(0);
  }, 120_000);

  it('names the port that somebody else uses, and the setting that changes it', async () => {
    const other: Server = createServer().listen(ports[6], '127.0.0.1');
    await once(other, 'listening');
    const run = start();
    expect(await ended(run)).toBe(1);
    expect(run.output).toContain(`${ports[6]} (TERMINAL_PORT)`);
    await new Promise((resolve) => other.close(resolve));
  }, 30_000);
});
