import { BAD_RELEASES } from './bad-releases';
import { UpdatingBox } from './an-updating-box';

/** All of them with `npm run test:long -- bad-releases`. */
const IN_SHORT = ['crashes at its start', 'has a tax that is wrong by a cent', 'is signed by nobody we know'];
const ALL = process.env['BAD_RELEASES'] === 'all';
const TRIED = BAD_RELEASES.filter(({ name }) => ALL || IN_SHORT.includes(name));
/** Who is ended without a warning, and while the update is in which state. */
const KILLS: readonly (readonly [Parameters<UpdatingBox['kill']>[0], string])[] = [
  ['launcher', 'proving'],
  ['updater', 'fetching'],
];
// Judged in the large form alone: here the machine does ten other things.
const LONGEST_PAUSE_MS = ALL ? 10_000 : Infinity;
const LONGEST_RETURN_MS = 60_000;

describe('a box that is updated', () => {
  let box: UpdatingBox;
  let patch = 0;
  const nextVersion = () => `0.2.${(patch += 1)}`;
  beforeAll(async () => {
    box = await UpdatingBox.open({ UPDATER_GOOD_AFTER_SECONDS: ALL ? '45' : '3', UPDATER_PROBE_EVERY_SECONDS: '0.5' });
  }, 120_000);
  afterAll(() => box?.close(), 60_000);

  it.each(TRIED)(
    'does not keep a release that $name',
    async ({ name, plants = [], spoil, state, code }) => {
      const version = nextVersion();
      await box.publish(version, plants);
      const putRight = await spoil?.(box, version);
      const ended = await box.install(version);
      putRight?.();
      process.stdout.write(
        `${name}: ${ended.state}, ${ended.reason?.code}: ${ended.reason?.detail.slice(0, 160)}; back after ${ended.returnMs} ms\n`,
      );
      expect(ended).toMatchObject({ state, reason: { code } });
      expect(await box.running()).toBe('0.1.0');
      if (ended.state === 'undone') expect(ended.returnMs).toBeLessThanOrEqual(LONGEST_RETURN_MS);
    },
    240_000,
  );

  it('keeps a good one, whatever is killed meanwhile', async () => {
    const version = nextVersion();
    await box.publish(version);
    await box.updates('install', version);
    for (const [name, state] of KILLS.toReversed()) {
      await box.untilState(state);
      await box.kill(name);
    }
    const ended = await box.ended(version);
    expect(ended).toMatchObject({ state: 'good', from: '0.1.0', reason: null });
    process.stdout.write(`registers had no answer for ${ended.pauseMs} ms\n`);
    expect(ended.pauseMs).toBeLessThanOrEqual(LONGEST_PAUSE_MS);
    expect(await box.running()).toBe(version);
  }, 180_000);

  it('goes back when it is asked to', async () => {
    await box.updates('undo');
    expect(await box.ended('0.1.0')).toMatchObject({ state: 'good', to: '0.1.0' });
    expect(await box.running()).toBe('0.1.0');
  }, 90_000);
});
