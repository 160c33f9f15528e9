import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openControlSocket } from '../control-socket.cjs';
import { countQuickCrash, delayBefore, STABLE_AFTER_MS } from '../restart-policy.cjs';
import { settingsFrom } from '../settings.cjs';
import { Slots } from '../slots.cjs';
import { ALauncher, MAIN } from './a-launcher.mjs';

describe('the restart policy', () => {
  const delaysOfCrashesInARow = (count) => Array.from({ length: count }, (_, index) => delayBefore(index + 1));

  it('starts again at once after a crash', () => assert.deepEqual(delaysOfCrashesInARow(1), [0]));

  it('waits longer each time when crashes repeat, and never longer than 30 seconds', () =>
    assert.deepEqual(delaysOfCrashesInARow(11), [0, 0, 0, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]));

  it('counts only crashes that come soon after the start', () => {
    assert.equal(countQuickCrash(4, STABLE_AFTER_MS - 1), 5);
    assert.equal(countQuickCrash(4, STABLE_AFTER_MS), 0);
  });
});

describe('the settings', () => {
  const run = (environment, ...args) =>
    spawnSync(process.execPath, [MAIN, ...args], {
      env: { NODE_V8_COVERAGE: process.env.NODE_V8_COVERAGE, ...environment },
      encoding: 'utf8',
    });

  it('are told on demand', () => assert.match(run({}, '--help').stdout, /LAUNCHER_RELEASES/));

  it('have to name a folder, in which the socket has not too long a name', () => {
    const outcomes = [run({}), run({ DATA_DIR: `/tmp/${'x'.repeat(120)}` })];
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      [1, 1],
    );
    assert.match(outcomes[0].stdout, /DATA_DIR is not set/);
    assert.match(outcomes[1].stdout, /longer than 107/);
  });

  it('are those of a box when only its folder is named', () => {
    const { processes, ...paths } = settingsFrom({ DATA_DIR: '/box' });
    assert.deepEqual(paths, {
      socketPath: '/box/launcher/control.sock',
      statusPath: '/box/launcher/status.json',
      logFolder: '/box/logs',
      releases: '/box/releases',
      factory: join(import.meta.dirname, '..', '..', '..'),
    });
    assert.deepEqual(
      processes.map(({ name, stopTimeoutMs }) => [name, stopTimeoutMs]),
      [
        ['scale-unit', 15_000],
        ['console', 5_000],
        ['updater', 5_000],
      ],
    );
  });
});

it('the control socket answers a fault that has no name of its own', async () => {
  const launcher = new ALauncher();
  const server = await openControlSocket(launcher.socketPath, () => Promise.reject(new Error('unforeseen')));
  assert.deepEqual(await launcher.ask({}), { ok: false, code: 'launcher.failed', message: 'unforeseen' });
  server.close();
  await launcher.endAndForget();
});

describe('the slots of releases', () => {
  let folder;
  let slots;
  const returned = () => JSON.parse(readFileSync(join(folder, 'returned.json'), 'utf8'));
  const begin = (tries = 2) => slots.begin({ to: '1.1.0', tries, withinMs: 1000 });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'slots-'));
    slots = new Slots(folder, '/factory');
    for (const name of ['1.0.0', '1.1.0']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'package.json'), '{}');
    }
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('run the release the launcher came with while nothing was installed, or when what runs is gone', () => {
    assert.equal(slots.running(), null);
    assert.equal(slots.pathOf(slots.running()), '/factory');
    slots.settle('1.0.0');
    assert.equal(slots.pathOf(slots.running()), join(folder, '1.0.0'));
    rmSync(join(folder, '1.0.0'), { recursive: true });
    assert.equal(slots.running(), null);
  });

  it('note a trial before the link moves, and forget it when somebody vouched', () => {
    slots.settle('1.0.0');
    begin();
    assert.equal(slots.running(), '1.1.0');
    assert.deepEqual(slots.trial(), { from: '1.0.0', to: '1.1.0', tries: 2, withinMs: 1000 });
    slots.endTrial();
    assert.equal(slots.trial(), null);
  });

  it('count starts during a trial, and go back when none is left', () => {
    slots.settle('1.0.0');
    begin(2);
    for (const left of [1, 0]) {
      slots.countStart();
      assert.equal(slots.trial().tries, left);
      assert.equal(slots.running(), '1.1.0');
    }
    slots.countStart();
    assert.equal(slots.running(), '1.0.0');
    assert.equal(slots.trial(), null);
    assert.equal(returned().code, 'trial.crashed');
  });

  it('count nothing without a trial', () => {
    slots.countStart();
    assert.equal(slots.running(), null);
  });

  it('forget a trial whose switch was cut before the link moved', () => {
    begin();
    slots.settle('1.0.0');
    begin();
    rmSync(join(folder, '1.1.0'), { recursive: true });
    slots.countStart();
    assert.equal(slots.trial(), null);
    assert.equal(existsSync(join(folder, 'returned.json')), false);
  });

  it('go back to the release the launcher came with when there was no other, or it is gone', () => {
    begin();
    slots.goBack('trial.expired', 'why');
    assert.equal(slots.running(), null);
    slots.settle('1.0.0');
    begin();
    rmSync(join(folder, '1.0.0'), { recursive: true });
    slots.goBack('trial.expired', 'why');
    assert.equal(slots.running(), null);
  });

  it('go back also when nothing can be written down, and run on when what is noted cannot be read', () => {
    slots.settle('1.0.0');
    begin();
    mkdirSync(join(folder, 'returned.json.new'));
    slots.goBack('trial.expired', 'why');
    assert.equal(slots.running(), '1.0.0');
    writeFileSync(join(folder, 'trial.json'), '{"from":');
    assert.equal(slots.trial(), null);
  });

  it('forget why the last one came back when another is tried', () => {
    begin();
    slots.goBack('trial.expired', 'why');
    begin();
    assert.equal(existsSync(join(folder, 'returned.json')), false);
  });
});
