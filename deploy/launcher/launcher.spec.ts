import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import nodeFlags from './node-flags.json';

interface Kept {
  name: string;
  state: string;
  pid: number | null;
  restarts: number;
  lastExit: { code: number | null; signal: string | null; wasAsked: boolean } | null;
}
interface Answer {
  ok: boolean;
  code?: string;
  processes?: Kept[];
}

const CHILDREN = {
  well: 'setInterval(() => {}, 1000)',
  // Says that it lost its parent, and goes.
  orphan: `process.on('disconnect', () => process.exit(0)); setInterval(() => {}, 1000)`,
  broken: 'process.exit(3)',
  stubborn: `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`,
};

let folder: string;
let launcher: ChildProcess;
const socketPath = () => join(folder, 'control.sock');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launcher-'));
});
afterEach(async () => {
  if (launcher.exitCode === null && launcher.signalCode === null) {
    launcher.kill('SIGTERM');
    launcher.kill('SIGTERM');
    await once(launcher, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

async function launch(...names: (keyof typeof CHILDREN)[]): Promise<void> {
  for (const name of names) writeFileSync(join(folder, `${name}.cjs`), CHILDREN[name]);
  const list = names.map((name) => ({ name, entry: `${name}.cjs`, stopTimeoutMs: 300 }));
  writeFileSync(join(folder, 'processes.json'), JSON.stringify(list));
  launcher = startLauncher();
  await until(async () => (await ask({ command: 'status' })).ok);
}

function startLauncher(): ChildProcess {
  const environment = {
    ...process.env,
    NODE_OPTIONS: '',
    DATA_DIR: folder,
    LAUNCHER_RELEASE: folder,
    LAUNCHER_PROCESSES: join(folder, 'processes.json'),
    LAUNCHER_SOCKET: socketPath(),
  };
  return spawn(process.execPath, [...nodeFlags, join(__dirname, 'main.cjs')], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
}

function ask(request: unknown): Promise<Answer> {
  return new Promise((resolve) => {
    const connection = connect(socketPath());
    connection.on('error', () => resolve({ ok: false }));
    connection.on('connect', () => connection.write(`${typeof request === 'string' ? request : JSON.stringify(request)}\n`));
    connection.once('data', (data) => {
      resolve(JSON.parse(data.toString()) as Answer);
      connection.end();
    });
  });
}

async function statusOf(name: string): Promise<Kept> {
  const { processes = [] } = await ask({ command: 'status' });
  return processes.find((one) => one.name === name)!;
}

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 4000; !(await isTrue()); await pause(20)) {
    if (Date.now() > end) throw new Error('did not happen within 4 s');
  }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('launcher', () => {
  it('starts a killed process again at once', async () => {
    await launch('well');
    const { pid } = await statusOf('well');
    process.kill(pid!, 'SIGKILL');
    await until(async () => {
      const now = await statusOf('well');
      return now.state === 'running' && now.pid !== pid;
    });
    expect(await statusOf('well')).toMatchObject({ restarts: 1, lastExit: { signal: 'SIGKILL', wasAsked: false } });
  });

  it('waits between starts of a process that crashes again and again', async () => {
    await launch('broken', 'well');
    await until(async () => (await statusOf('broken')).restarts === 4);
    expect(await statusOf('broken')).toMatchObject({ state: 'waiting', lastExit: { code: 3 } });
    expect(await statusOf('well')).toMatchObject({ state: 'running', restarts: 0 });
  });

  it('stops, starts and restarts one process by name', async () => {
    await launch('well', 'orphan');
    await ask({ command: 'stop', name: 'well' });
    expect(await statusOf('well')).toMatchObject({ state: 'stopped', pid: null, lastExit: { wasAsked: true } });
    await ask({ command: 'start', name: 'well' });
    const { pid } = await statusOf('well');
    await ask({ command: 'restart', name: 'well' });
    expect(await statusOf('well')).toMatchObject({ state: 'running', restarts: 0 });
    expect((await statusOf('well')).pid).not.toBe(pid);
  });

  it('ends all children when it is told to end, also one that does not listen', async () => {
    await launch('well', 'stubborn');
    const pids = [(await statusOf('well')).pid!, (await statusOf('stubborn')).pid!];
    launcher.kill('SIGTERM');
    const [code] = await once(launcher, 'exit');
    expect(code).toBe(0);
    expect(pids.some(isAlive)).toBe(false);
  });

  it('lets its children know when it was killed itself', async () => {
    await launch('orphan');
    const { pid } = await statusOf('orphan');
    launcher.kill('SIGKILL');
    await until(() => !isAlive(pid!));
  });

  it('takes over the socket of a launcher that was killed, and refuses to run twice', async () => {
    await launch('orphan');
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    await launch('orphan');
    const second = startLauncher();
    expect(await once(second, 'exit')).toEqual([1, null]);
    expect(await statusOf('orphan')).toMatchObject({ state: 'running' });
  });

  it('refuses what it does not know, with a code', async () => {
    await launch('well');
    expect(await ask({ command: 'format' })).toMatchObject({ ok: false, code: 'command.unknown' });
    expect(await ask({ command: 'toString', name: 'well' })).toMatchObject({ ok: false, code: 'command.unknown' });
    expect(await ask({ command: 'stop', name: 'other' })).toMatchObject({ ok: false, code: 'process.unknown' });
    expect(await ask('null')).toMatchObject({ ok: false, code: 'command.unknown' });
    expect(await ask('not json')).toMatchObject({ ok: false, code: 'request.malformed' });
  });

  it('keeps what it says in a file, and at most two of them', async () => {
    mkdirSync(join(folder, 'logs'));
    for (const number of [3, 4]) writeFileSync(join(folder, 'logs', `launcher.00000${number}.log`), 'x'.repeat(600_000));
    await launch('well');
    const names = readdirSync(join(folder, 'logs'));
    expect(names.toSorted()).toEqual(['launcher.000004.log', 'launcher.000005.log']);
    expect(readFileSync(join(folder, 'logs', 'launcher.000005.log'), 'utf8')).toMatch(/"process":"well","pid":\d+,"msg":"started"/);
  });

  it('keeps a status file, and a socket only its owner can open', async () => {
    await launch('well');
    const file = JSON.parse(readFileSync(join(folder, 'launcher', 'status.json'), 'utf8')) as { launcherPid: number; processes: Kept[] };
    expect(file).toMatchObject({ launcherPid: launcher.pid, processes: [{ name: 'well', state: 'running' }] });
    expect(statSync(socketPath()).mode & 0o777).toBe(0o600);
  });
});
