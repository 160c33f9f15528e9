import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import nodeFlags from './node-flags.json';

interface Answer {
  ok: boolean;
  code?: string;
  release: { running: string | null; trial: { tries: number } | null };
  processes: { name: string; state: string; restarts: number }[];
}

/** Each server writes the release it is of into a file; the helper says so too, and ends or waits. */
const says = (name: string) => `require('node:fs').writeFileSync(process.env.DATA_DIR + '/${name}.is', __dirname.split('/').pop());`;
const lasts = "process.on('disconnect', () => process.exit(0)); setInterval(() => {}, 1000);";
const GOOD = { server: says('server') + lasts, helper: `${says('helper')} if (process.env.HELPER_LASTS) { ${lasts} }` };

let folder: string;
let launcher: ChildProcess;
const releases = () => join(folder, 'releases');
const current = () => readlinkSync(join(releases(), 'current'));
const isOf = (name: string) => readFileSync(join(folder, `${name}.is`), 'utf8');

function makeRelease(version: string, programs: { server: string; helper: string } = GOOD): void {
  mkdirSync(join(releases(), version), { recursive: true });
  writeFileSync(join(releases(), version, 'package.json'), '{}');
  for (const [name, text] of Object.entries(programs)) writeFileSync(join(releases(), version, `${name}.cjs`), text);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launcher-'));
  makeRelease('1.0.0');
  writeFileSync(
    join(folder, 'processes.json'),
    JSON.stringify([
      { name: 'server', entry: 'server.cjs', stopTimeoutMs: 300 },
      { name: 'helper', entry: 'helper.cjs', stopTimeoutMs: 300, isHelper: true },
    ]),
  );
});
afterEach(async () => {
  await end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

async function launch(env: Record<string, string> = {}): Promise<void> {
  const environment = {
    ...process.env, NODE_OPTIONS: '', DATA_DIR: folder, LAUNCHER_RELEASE: join(releases(), '1.0.0'),
    LAUNCHER_PROCESSES: join(folder, 'processes.json'), LAUNCHER_SOCKET: join(folder, 'control.sock'), ...env,
  }; // prettier-ignore
  launcher = spawn(process.execPath, [...nodeFlags, join(__dirname, 'main.cjs')], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await until(async () => (await ask({ command: 'status' })).ok);
}

async function end(signal: NodeJS.Signals): Promise<void> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return;
  launcher.kill(signal);
  await once(launcher, 'exit');
}

function ask(request: object): Promise<Answer> {
  return new Promise((resolve) => {
    const connection = connect(join(folder, 'control.sock'));
    connection.on('error', () => resolve({ ok: false } as Answer));
    connection.on('connect', () => connection.write(`${JSON.stringify(request)}\n`));
    connection.once('data', (data) => {
      resolve(JSON.parse(data.toString()) as Answer);
      connection.end();
    });
  });
}

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 8000; ; await pause(20)) {
    try {
      if (await isTrue()) return;
    } catch {
      // Not there yet.
    }
    if (Date.now() > end) throw new Error('did not happen within 8 s');
  }
}

const switchTo = (to: string | null, trial: object = { tries: 2, withinMs: 60_000 }) => ask({ command: 'switch', to, ...trial });

describe('the launcher and its releases', () => {
  it('moves the processes to another release and keeps it when somebody vouches', async () => {
    makeRelease('1.1.0');
    await launch();
    await until(() => isOf('server') === '1.0.0');
    expect((await switchTo('1.1.0')).release).toMatchObject({ running: '1.1.0', trial: { from: null, tries: 2 } });
    await until(() => isOf('server') === '1.1.0');
    expect(await ask({ command: 'keep', to: '1.0.0' })).toMatchObject({ ok: false, code: 'trial.none' });
    expect(await ask({ command: 'keep', to: '1.1.0' })).toMatchObject({ ok: true, release: { running: '1.1.0', trial: null } });
    expect((await switchTo(null, {})).release).toEqual({ running: null, trial: null });
    await until(() => isOf('server') === '1.0.0');
  });

  it('goes back by itself when a release crashes', async () => {
    makeRelease('1.1.0', { ...GOOD, server: 'process.exit(3)' });
    await launch();
    await switchTo('1.1.0');
    await until(async () => (await ask({ command: 'status' })).release.running === null && isOf('server') === '1.0.0');
    const returned = readFileSync(join(releases(), 'returned.json'), 'utf8');
    expect(JSON.parse(returned)).toMatchObject({ from: null, to: '1.1.0', code: 'trial.crashed' });
  });

  it('goes back by itself when nobody vouches in time', async () => {
    makeRelease('1.1.0');
    await launch();
    await switchTo('1.1.0', { tries: 2, withinMs: 300 });
    await until(() => (JSON.parse(readFileSync(join(releases(), 'returned.json'), 'utf8')) as { code: string }).code === 'trial.expired');
    await until(() => isOf('server') === '1.0.0');
  });

  it('goes back when it was killed at every start of the new release', async () => {
    makeRelease('1.1.0');
    await launch();
    await switchTo('1.1.0', { tries: 1, withinMs: 60_000 });
    for (const running of ['1.1.0', null]) {
      await end('SIGKILL');
      await launch();
      expect((await ask({ command: 'status' })).release.running).toBe(running);
    }
  });

  it('does not count the crash of a process that is not on trial', async () => {
    makeRelease('1.1.0', { ...GOOD, server: 'process.exit(3)' });
    await launch();
    await switchTo('1.1.0', {});
    await until(async () => (await ask({ command: 'status' })).processes[0]!.restarts > 3);
    expect(current()).toBe('1.1.0');
  });

  it('lets a helper end when its work is done, starts it when asked, and takes it from the release before during a trial', async () => {
    makeRelease('1.1.0');
    await launch();
    const untilItEnded = () => until(async () => (await ask({ command: 'status' })).processes[1]!.state === 'stopped');
    await untilItEnded();
    await switchTo('1.1.0');
    await ask({ command: 'start', name: 'helper' });
    await until(() => isOf('server') === '1.1.0');
    await untilItEnded();
    expect(isOf('helper')).toBe('1.0.0');
    await ask({ command: 'keep', to: '1.1.0' });
    await ask({ command: 'start', name: 'helper' });
    await until(() => isOf('helper') === '1.1.0');
  });

  it('leaves a helper alone that is at work during the switch', async () => {
    makeRelease('1.1.0');
    await launch({ HELPER_LASTS: 'yes' });
    await switchTo('1.1.0');
    expect((await ask({ command: 'status' })).processes[1]).toMatchObject({ state: 'running', restarts: 0 });
  });

  it('runs a release with the runtime that it brings', async () => {
    makeRelease('1.1.0', {
      ...GOOD,
      server: `require('node:fs').writeFileSync(process.env.DATA_DIR + '/runtime', process.execPath);${lasts}`,
    });
    mkdirSync(join(releases(), '1.1.0', 'runtime', 'bin'), { recursive: true });
    cpSync(process.execPath, join(releases(), '1.1.0', 'runtime', 'bin', 'node'));
    await launch();
    await switchTo('1.1.0');
    await until(() => readFileSync(join(folder, 'runtime'), 'utf8') === join(releases(), '1.1.0', 'runtime', 'bin', 'node'));
  });

  it('refuses a release it does not have, a name that leads elsewhere, and two switches at once', async () => {
    makeRelease('1.1.0');
    await launch();
    for (const to of ['2.0.0', '../1.1.0', 7]) expect(await switchTo(to as string)).toMatchObject({ ok: false, code: 'release.unknown' });
    const both = await Promise.all([switchTo('1.1.0'), switchTo('1.1.0')]);
    expect(both.map(({ ok, code }) => ok || code)).toEqual(expect.arrayContaining([true, 'switch.busy']));
  });

  it('starts also when the start of a trial cannot be counted', async () => {
    makeRelease('1.1.0');
    await launch();
    await switchTo('1.1.0');
    await end('SIGKILL');
    mkdirSync(join(releases(), 'trial.json.new'));
    await launch();
    await until(() => isOf('server') === '1.1.0');
  });
});
