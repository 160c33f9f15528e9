import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ALauncher, LASTS, until } from './a-launcher.mjs';

/** Each server writes the release it is of into a file; the helper says so too, and ends or waits. */
const says = (name) => `require('node:fs').writeFileSync(process.env.DATA_DIR + '/${name}.is', __dirname.split('/').pop());`;
const GOOD = { server: says('server') + LASTS, helper: `${says('helper')} if (process.env.HELPER_LASTS) { ${LASTS} }` };
const CRASHES = { ...GOOD, server: 'process.exit(3)' };

let launcher;
const isOf = (name) => launcher.textOf(`${name}.is`);
const status = () => launcher.ask({ command: 'status' });
const returned = () => JSON.parse(launcher.textOf('releases', 'returned.json'));
const switchTo = (to, trial = { tries: 2, withinMs: 60_000 }) => launcher.ask({ command: 'switch', to, ...trial });
const untilItRuns = (version) => until(() => isOf('server') === version);
const launch = (environment) =>
  launcher.launch(
    [
      { name: 'server', entry: 'server.cjs', stopTimeoutMs: 300 },
      { name: 'helper', entry: 'helper.cjs', stopTimeoutMs: 300, isHelper: true },
    ],
    environment,
  );

async function launchBetween(next = GOOD, environment) {
  launcher.makeRelease('1.1.0', next);
  await launch(environment);
  await untilItRuns('1.0.0');
}

beforeEach(() => {
  launcher = new ALauncher();
  launcher.makeRelease('1.0.0', GOOD);
});
afterEach(() => launcher.endAndForget());

describe('the launcher and its releases', () => {
  it('moves the processes to another release and keeps it when somebody vouches', async () => {
    await launchBetween();
    assert.partialDeepStrictEqual((await switchTo('1.1.0')).release, { running: '1.1.0', trial: { from: null, tries: 2 } });
    await untilItRuns('1.1.0');
    assert.equal((await launcher.ask({ command: 'keep', to: '1.0.0' })).code, 'trial.none');
    assert.deepEqual((await launcher.ask({ command: 'keep', to: '1.1.0' })).release, { running: '1.1.0', trial: null });
    assert.deepEqual((await switchTo(null, {})).release, { running: null, trial: null });
    await untilItRuns('1.0.0');
  });

  it('goes back by itself when a release crashes', async () => {
    await launchBetween(CRASHES);
    await switchTo('1.1.0');
    await until(async () => (await status()).release.running === null && returned().code === 'trial.crashed');
    await untilItRuns('1.0.0');
    assert.partialDeepStrictEqual(returned(), { from: null, to: '1.1.0' });
  });

  it('goes back by itself when nobody vouches in time', async () => {
    await launchBetween();
    await switchTo('1.1.0', { tries: 2, withinMs: 300 });
    await until(() => returned().code === 'trial.expired');
    await untilItRuns('1.0.0');
  });

  it('goes back when it was killed at every start of the new release', async () => {
    await launchBetween();
    await switchTo('1.1.0', { tries: 1, withinMs: 60_000 });
    for (const running of ['1.1.0', null]) {
      await launcher.end('SIGKILL');
      await launch();
      assert.equal((await status()).release.running, running);
    }
  });

  it('says when it cannot go back, and tries it again', async () => {
    const crashes = "setInterval(() => require('node:fs').existsSync(process.env.DATA_DIR + '/crash') && process.exit(3), 10);";
    await launchBetween({ ...GOOD, server: crashes });
    await switchTo('1.1.0');
    const inTheWay = launcher.at('releases', 'current.new');
    mkdirSync(inTheWay);
    writeFileSync(launcher.at('crash'), '');
    await until(() => launcher.printed.includes('directory'));
    assert.equal(launcher.current(), '1.1.0');
    rmdirSync(inTheWay);
    await untilItRuns('1.0.0');
  });

  it('does not count the crash of a process that is not on trial', async () => {
    await launchBetween(CRASHES);
    await switchTo('1.1.0', {});
    await until(async () => (await status()).processes[0].restarts > 3);
    assert.equal(launcher.current(), '1.1.0');
  });

  it('lets a helper end when its work is done, and takes it from the release before during a trial', async () => {
    await launchBetween();
    const untilItEnded = () => until(async () => (await status()).processes[1].state === 'stopped');
    await untilItEnded();
    await switchTo('1.1.0');
    await launcher.ask({ command: 'start', name: 'helper' });
    await untilItRuns('1.1.0');
    await untilItEnded();
    assert.equal(isOf('helper'), '1.0.0');
    await launcher.ask({ command: 'keep', to: '1.1.0' });
    await launcher.ask({ command: 'start', name: 'helper' });
    await until(() => isOf('helper') === '1.1.0');
  });

  it('leaves a helper alone that is at work during the switch', async () => {
    await launchBetween(GOOD, { HELPER_LASTS: 'yes' });
    await switchTo('1.1.0');
    assert.partialDeepStrictEqual((await status()).processes[1], { state: 'running', restarts: 0 });
  });

  it('runs a release with the runtime that it brings', async () => {
    await launchBetween({
      ...GOOD,
      server: `require('node:fs').writeFileSync(process.env.DATA_DIR + '/runtime', process.execPath);${LASTS}`,
    });
    const runtime = launcher.at('releases', '1.1.0', 'runtime', 'bin', 'node');
    cpSync(process.execPath, runtime);
    await switchTo('1.1.0');
    await until(() => launcher.textOf('runtime') === runtime);
  });

  it('refuses a release it does not have, a name that leads elsewhere, and two switches at once', async () => {
    await launchBetween();
    for (const to of ['2.0.0', '../1.1.0', 7]) assert.equal((await switchTo(to)).code, 'release.unknown');
    const both = await Promise.all([switchTo('1.1.0'), switchTo('1.1.0')]);
    assert.deepEqual(both.map(({ ok, code }) => ok || code).toSorted(), ['switch.busy', true]);
  });

  it('starts also when the start of a trial cannot be counted', async () => {
    await launchBetween();
    await switchTo('1.1.0');
    await launcher.end('SIGKILL');
    mkdirSync(launcher.at('releases', 'trial.json.new'));
    await launch();
    await untilItRuns('1.1.0');
    assert.match(launcher.printed, /start not counted/);
  });

  it('ends while a switch is under way, and starts nothing any more', async () => {
    await launchBetween({ ...GOOD, server: `process.on('SIGTERM', () => {});${says('server')}${LASTS}` });
    await switchTo('1.1.0', {});
    await untilItRuns('1.1.0');
    const moving = switchTo('1.0.0', {});
    await until(async () => (await status()).processes[0].state === 'stopping');
    await launcher.end('SIGTERM');
    await moving;
    assert.equal(launcher.printed.match(/"msg":"started"/g).length, 3);
  });
});
