import { setTimeout as pause } from 'node:timers/promises';
import { environmentOf } from '../../tools/demo/settings.mjs';
import { capturePinned } from '../../tools/run/runtime.mjs';
import { UpdatingBox } from '../system/updates/an-updating-box';
import { BAD_RELEASES } from '../system/updates/bad-releases';

const MINUTES = 60_000;
const crashes = BAD_RELEASES.find(({ name }) => name === 'crashes at its start');

/** Everything is real: headquarters by its command line, the box under its launcher, a signed release on a web server. A box is heard once a minute. */
describe('a rollout of headquarters to a real box', () => {
  let box: UpdatingBox;

  /** As a person at headquarters does. */
  const hq = (...words: string[]): Promise<{ output: string }> =>
    capturePinned(['dist/apps/headquarters/src/cli.js', 'rollout', ...words], { env: environmentOf(box.settings) });
  const untilSaid = async (expected: RegExp, ...words: string[]): Promise<string> => {
    for (const end = Date.now() + 3 * MINUTES; Date.now() < end; await pause(1_000)) {
      const { output } = await hq(...words);
      if (expected.test(output)) return output;
    }
    throw new Error(`headquarters never said ${expected}: ${(await hq(...words)).output}`);
  };

  beforeAll(async () => {
    box = await UpdatingBox.open({ UPDATER_GOOD_AFTER_SECONDS: '5', UPDATER_PROBE_EVERY_SECONDS: '0.5' });
    await box.publish('0.2.1');
  }, 3 * MINUTES);
  afterAll(() => box?.close(), MINUTES);

  it(
    'brings the release, hears that it has proven itself, and takes it back',
    async () => {
      const started = await untilSaid(/^[0-9a-f-]{36}$/m, 'start', '0.2.1');
      const rolloutId = /^[0-9a-f-]{36}$/m.exec(started)![0];
      expect(await box.ended('0.2.1', 4 * MINUTES)).toMatchObject({ state: 'good', orderedBy: 'Headquarters' });
      expect(await box.running()).toBe('0.2.1');
      expect(await untilSaid(/install 0\.2\.1 done/, 'show', rolloutId)).toContain('1 good');
      // What runs is known from the next beat of the new release on.
      const undone = await untilSaid(/running$/m, 'undo', rolloutId);
      expect(await box.ended('0.1.0', 4 * MINUTES)).toMatchObject({ state: 'good', from: '0.2.1', kind: 'undo' });
      expect(await box.running()).toBe('0.1.0');
      await untilSaid(/undo 0\.2\.1 done/, 'show', undone.split(' ')[0]!);
    },
    15 * MINUTES,
  );

  it(
    'is halted when the release does not start on a copy of the store, and the box sells on',
    async () => {
      await box.publish('0.2.2', crashes!.plants);
      const rolloutId = /^[0-9a-f-]{36}$/m.exec(await untilSaid(/^[0-9a-f-]{36}$/m, 'start', '0.2.2'))![0];
      expect(await box.ended('0.2.2', 4 * MINUTES)).toMatchObject({ state: 'refused' });
      expect(await untilSaid(/install 0\.2\.2 halted/, 'show', rolloutId)).toContain('1 failed: rehearsal.');
      expect(await box.running()).toBe('0.1.0');
    },
    10 * MINUTES,
  );
});
