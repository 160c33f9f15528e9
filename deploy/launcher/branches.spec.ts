import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Appliance } from './appliance.cjs';
import { openControlSocket } from './control-socket.cjs';
import { logFileIn } from './log-file.cjs';

interface Kept {
  name: string;
  state: string;
  restarts: number;
  lastExit: { signal: string | null } | null;
}

const MAIN = join(__dirname, 'main.cjs');
let folder: string;
let launcher: ChildProcess | undefined;
let printed = '';
const socketPath = () => join(folder, 'launcher', 'control.sock');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launcher-'));
  printed = '';
});
afterEach(async () => {
  if (launcher && launcher.exitCode === null && launcher.signalCode === null) {
    const ended = once(launcher, 'exit');
    launcher.kill('SIGTERM');
    await pause(50);
    launcher.kill('SIGTERM');
    await ended;
  }
  launcher = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function launch(program: string): Promise<void> {
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, 'one.cjs'), program);
  writeFileSync(join(folder, 'processes.json'), JSON.stringify([{ name: 'one', entry: 'one.cjs', stopTimeoutMs: 200 }]));
  const own = { DATA_DIR: folder, LAUNCHER_RELEASE: folder, LAUNCHER_PROCESSES: join(folder, 'processes.json') };
  launcher = spawn(process.execPath, [MAIN], { env: { ...process.env, NODE_OPTIONS: '', ...own }, stdio: ['ignore', 'pipe', 'inherit'] });
  launcher.stdout?.on('data', (text: Buffer) => (printed += text.toString()));
  await until(async () => (await status()) !== undefined);
}

function ask(text: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const connection = connect(socketPath());
    connection.on('connect', () => connection.write(text));
    connection.on('error', () => resolve(undefined));
    connection.on('close', () => resolve(undefined));
    connection.once('data', (data) => (resolve(data.toString()), connection.end()));
  });
}

async function status(): Promise<Kept | undefined> {
  const answer = await ask('{"command":"status"}\n');
  return answer === undefined ? undefined : (JSON.parse(answer) as { processes: Kept[] }).processes[0];
}

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 8000; !(await isTrue()); await pause(20))
    if (Date.now() > end) throw new Error('did not happen within 8 s');
}

const LASTS = "process.on('disconnect', () => process.exit(0)); setInterval(() => {}, 1000);";
const run = (environment: Record<string, string>, ...args: string[]) =>
  spawnSync(process.execPath, [MAIN, ...args], { env: { PATH: process.env['PATH'], ...environment }, encoding: 'utf8' });

describe('the launcher, in what happens seldom', () => {
  it('says what it can be told', () => {
    expect(run({}, '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('LAUNCHER_RELEASES') as string });
  });

  it('does not start without a folder, or where its socket would have too long a name', () => {
    expect(run({})).toMatchObject({ status: 1, stdout: expect.stringContaining('DATA_DIR is not set') as string });
    expect(run({ DATA_DIR: join(folder, 'x'.repeat(120)) })).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('longer than 107') as string,
    });
  });

  it('goes on when its status file and its log cannot be written', async () => {
    mkdirSync(join(folder, 'launcher', 'status.json.new'), { recursive: true });
    writeFileSync(join(folder, 'logs'), 'a file where a folder should be');
    await launch(LASTS);
    expect(await status()).toMatchObject({ state: 'running' });
    expect(printed).toContain('status file not written');
  });

  it('goes on when nobody reads what it prints', async () => {
    await launch(LASTS);
    launcher!.stdout?.destroy();
    for (let count = 0; count < 3; count += 1) await ask('{"command":"restart","name":"one"}\n');
    expect(await status()).toMatchObject({ state: 'running' });
  });

  it('tries again what cannot be started at all', async () => {
    mkdirSync(join(folder, 'runtime', 'bin'), { recursive: true });
    writeFileSync(join(folder, 'runtime', 'bin', 'node'), 'no program');
    chmodSync(join(folder, 'runtime', 'bin', 'node'), 0o644);
    await launch(LASTS);
    await until(async () => ((await status())?.restarts ?? 0) >= 4);
    expect(printed).toContain('could not start');
  });

  it('leaves alone what runs when it is asked to start it, and kills what does not end when it is asked to', async () => {
    await launch(`process.on('SIGTERM', () => {}); ${LASTS}`);
    await pause(300);
    await ask('{"command":"start","name":"one"}\n');
    expect(await status()).toMatchObject({ state: 'running', restarts: 0 });
    await ask('{"command":"stop","name":"one"}\n');
    expect(await status()).toMatchObject({ state: 'stopped', lastExit: { signal: 'SIGKILL' } });
  });

  it('hangs up on a request without an end', async () => {
    await launch(LASTS);
    expect(await ask('x'.repeat(5_000))).toBeUndefined();
    expect(await status()).toMatchObject({ state: 'running' });
  });

  it('answers a fault that has no name of its own', async () => {
    const server = await openControlSocket(socketPath(), () => Promise.reject(new Error('unforeseen')));
    expect(JSON.parse((await ask('{}\n'))!)).toEqual({ ok: false, code: 'launcher.failed', message: 'unforeseen' });
    server.close();
  });
});

describe('a release sent back', () => {
  const server = { name: 'one', isHelper: false, start: () => undefined, stop: () => Promise.resolve() };
  const trial = { from: null, to: '1.1.0', tries: 1, withinMs: 60_000 };

  it('is not sent back twice while the switch is under way, and a link that cannot be moved is told', async () => {
    const told: string[] = [];
    const slots = {
      trial: () => trial,
      running: () => '1.1.0',
      goBack: () => {
        throw new Error('the disk is read-only');
      },
    };
    const appliance = new Appliance({ kept: [server], slots, log: (event: string) => told.push(event) });
    for (let count = 0; count < 5; count += 1) appliance.noteCrash(server);
    await pause(20);
    expect(told).toEqual(['release sent back', 'switching', 'the disk is read-only']);
    await appliance.stop();
    for (let count = 0; count < 5; count += 1) appliance.noteCrash(server);
    expect(told).toHaveLength(3);
  });
});

it('a log without a folder loses its line and nothing else', () => {
  const keep = logFileIn(join('/dev/null', 'logs'));
  expect(() => keep('a line\n')).not.toThrow();
});
