import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ALauncher, LASTS, until } from './a-launcher.mjs';

const PROGRAMS = {
  well: 'setInterval(() => {}, 1000)',
  orphan: LASTS,
  broken: 'process.exit(3)',
  stubborn:
    "process.on('SIGTERM', () => {}); require('node:fs').writeFileSync(process.env.DATA_DIR + '/deaf', ''); setInterval(() => {}, 1000)",
};
let launcher;

beforeEach(() => {
  launcher = new ALauncher();
  launcher.makeRelease('1.0.0', PROGRAMS);
});
afterEach(() => launcher.endAndForget());

const launch = (...names) => launcher.launch(names.map((name) => ({ name, entry: `${name}.cjs`, stopTimeoutMs: 300 })));
const untilItIsDeaf = () => until(() => existsSync(launcher.at('deaf')));

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the launcher and its processes', () => {
  it('starts a killed process again at once', async () => {
    await launch('well');
    const { pid } = await launcher.statusOf('well');
    process.kill(pid, 'SIGKILL');
    await until(async () => {
      const now = await launcher.statusOf('well');
      return now.state === 'running' && now.pid !== pid;
    });
    assert.partialDeepStrictEqual(await launcher.statusOf('well'), { restarts: 1, lastExit: { signal: 'SIGKILL', wasAsked: false } });
  });

  it('waits between starts of a process that crashes again and again, and stops it while it waits', async () => {
    await launch('broken', 'well');
    await until(async () => (await launcher.statusOf('broken')).restarts === 4);
    assert.partialDeepStrictEqual(await launcher.statusOf('broken'), { state: 'waiting', lastExit: { code: 3 } });
    assert.partialDeepStrictEqual(await launcher.statusOf('well'), { state: 'running', restarts: 0 });
    await launcher.ask({ command: 'stop', name: 'broken' });
    assert.partialDeepStrictEqual(await launcher.statusOf('broken'), { state: 'stopped', nextStartAt: null });
  });

  it('stops, starts and restarts one process by name, and leaves alone what runs when it is asked to start it', async () => {
    await launch('well', 'orphan');
    await launcher.ask({ command: 'stop', name: 'well' });
    assert.partialDeepStrictEqual(await launcher.statusOf('well'), { state: 'stopped', pid: null, lastExit: { wasAsked: true } });
    await launcher.ask({ command: 'start', name: 'well' });
    const { pid } = await launcher.statusOf('well');
    await launcher.ask({ command: 'start', name: 'well' });
    assert.equal((await launcher.statusOf('well')).pid, pid);
    await launcher.ask({ command: 'restart', name: 'well' });
    assert.partialDeepStrictEqual(await launcher.statusOf('well'), { state: 'running', restarts: 0 });
    assert.notEqual((await launcher.statusOf('well')).pid, pid);
  });

  it('tries again what cannot be started at all', async () => {
    const tooLong = { name: 'long', entry: 'well.cjs', nodeArgs: ['x'.repeat(200_000)] };
    await launcher.launch([tooLong]);
    await until(async () => (await launcher.statusOf('long')).restarts >= 2);
    assert.match(launcher.printed, /could not start/);
    assert.partialDeepStrictEqual(await launcher.statusOf('long'), { pid: null, lastExit: { code: null, signal: null } });
  });

  it('tries again what the system cannot run', async () => {
    mkdirSync(launcher.at('releases', '1.0.0', 'runtime', 'bin'), { recursive: true });
    writeFileSync(launcher.at('releases', '1.0.0', 'runtime', 'bin', 'node'), 'no program', { mode: 0o644 });
    await launch('well');
    await until(async () => (await launcher.statusOf('well')).restarts >= 2);
    assert.match(launcher.printed, /could not start/);
  });

  it('ends all when it is told to end, and kills what does not listen', async () => {
    await launch('well', 'stubborn');
    const pids = [(await launcher.statusOf('well')).pid, (await launcher.statusOf('stubborn')).pid];
    await untilItIsDeaf();
    launcher.process.kill('SIGTERM');
    assert.deepEqual(await once(launcher.process, 'exit'), [0, null]);
    assert.deepEqual(pids.filter(isAlive), []);
    assert.match(launcher.printed, /"process":"stubborn","msg":"killed"/);
  });

  it('kills all at once when it is told to end a second time', async () => {
    await launcher.launch([{ name: 'stubborn', entry: 'stubborn.cjs', stopTimeoutMs: 60_000 }]);
    await untilItIsDeaf();
    launcher.process.kill('SIGTERM');
    await until(() => launcher.printed.includes('stopping all'));
    launcher.process.kill('SIGINT');
    assert.deepEqual(await once(launcher.process, 'exit'), [0, null]);
  });

  it('lets its children know when it was killed itself', async () => {
    await launch('orphan');
    const { pid } = await launcher.statusOf('orphan');
    await launcher.end('SIGKILL');
    await until(() => !isAlive(pid));
  });

  it('kills what a launcher that was killed left behind and that does not end, before it starts the same again', async () => {
    await launch('well', 'orphan');
    const [hangs, ends] = [(await launcher.statusOf('well')).pid, (await launcher.statusOf('orphan')).pid];
    await launcher.end('SIGKILL');
    await launch('well', 'orphan');
    await until(async () => (await launcher.statusOf('well')).state === 'running');
    await until(() => !isAlive(hangs) && !isAlive(ends));
    assert.match(launcher.printed, new RegExp(`"process":"well","pid":${hangs},"msg":"left behind, killed"`));
    assert.doesNotMatch(launcher.printed, /"process":"orphan","pid":\d+,"msg":"left behind, killed"/);
  });

  it('takes over the socket of a launcher that was killed, and refuses to run twice', async () => {
    await launch('orphan');
    await launcher.end('SIGKILL');
    await launch('orphan');
    const first = launcher.process;
    const second = launcher.start();
    assert.deepEqual(await once(second, 'exit'), [1, null]);
    launcher.process = first;
    assert.partialDeepStrictEqual(await launcher.statusOf('orphan'), { state: 'running' });
    assert.match(launcher.textOf('logs', 'launcher.000001.log'), /already running/);
  });
});

describe('what the launcher says', () => {
  it('refuses what it does not know, with a code', async () => {
    await launch('well');
    const codeOf = async (request) => (await launcher.ask(request)).code;
    assert.equal(await codeOf({ command: 'format' }), 'command.unknown');
    assert.equal(await codeOf({ command: 'toString', name: 'well' }), 'command.unknown');
    assert.equal(await codeOf({ command: 'stop', name: 'other' }), 'process.unknown');
    assert.equal(await codeOf('null'), 'command.unknown');
    assert.equal(await codeOf('not json'), 'request.malformed');
  });

  it('is nothing to a request without an end, and reaches nobody when who asked is gone', async () => {
    await launch('stubborn');
    assert.deepEqual(await launcher.ask('x'.repeat(5_000), ''), {});
    await untilItIsDeaf();
    for (const end of ['end', 'destroy']) {
      const connection = connect(launcher.socketPath, () => {
        connection.write('{"command":"stop","name":"stubborn"}\n{"command":"status"}\n');
        connection[end]();
      });
    }
    await until(async () => (await launcher.statusOf('stubborn')).state === 'stopped');
    assert.partialDeepStrictEqual(await launcher.statusOf('stubborn'), { lastExit: { signal: 'SIGKILL', wasAsked: true } });
  });

  it('stands in a status file, and its socket can be opened by its owner alone', async () => {
    await launch('well');
    const file = JSON.parse(launcher.textOf('launcher', 'status.json'));
    assert.partialDeepStrictEqual(file, { launcherPid: launcher.process.pid, processes: [{ name: 'well', state: 'running' }] });
    assert.equal(statSync(launcher.socketPath).mode & 0o777, 0o600);
  });

  it('stands in a log, of which at most two files are kept', async () => {
    mkdirSync(launcher.at('logs'));
    for (const number of [2, 3, 4]) writeFileSync(launcher.at('logs', `launcher.00000${number}.log`), 'x'.repeat(600_000));
    writeFileSync(launcher.at('logs', 'console.000001.log'), 'of another');
    await launch('well');
    assert.deepEqual(readdirSync(launcher.at('logs')).toSorted(), ['console.000001.log', 'launcher.000004.log', 'launcher.000005.log']);
    assert.match(launcher.textOf('logs', 'launcher.000005.log'), /"process":"well","pid":\d+,"msg":"started"/);
  });

  it('is not needed to go on: a full disk, and nobody who reads', async () => {
    mkdirSync(launcher.at('launcher', 'status.json.new'), { recursive: true });
    writeFileSync(launcher.at('logs'), 'a file where a folder should be');
    await launch('well');
    assert.match(launcher.printed, /status file not written/);
    launcher.process.stdout.destroy();
    for (let count = 0; count < 3; count += 1) await launcher.ask({ command: 'restart', name: 'well' });
    assert.partialDeepStrictEqual(await launcher.statusOf('well'), { state: 'running' });
  });
});
