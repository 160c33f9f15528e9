import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { updateReasonText, UPDATE_STEPS, type UpdateReason, type UpdateReasonCode, type UpdateStep } from '@app/appliance';
import { Caller } from '../../../apps/updater/src/box/caller';
import { ScaleUnit } from '../../../tools/demo/scale-unit.mjs';
import { until } from '../../../tools/simulate/src/scenarios/until';
import { UpdatingBox, URGENT, type Plant, type ProcessName } from './an-updating-box';
import { killAtRandom } from './random-kills';
import { SellingRegisters } from './selling-registers';
import { SmallDisk } from './small-disk';
import { UpdateKiller, type PlannedKill } from './update-kills';

/** Kills at random moments, by `npm run test:long -- update-kills --count 25`; without it each process once in each state. */
const AT_RANDOM = Number(process.env['UPDATE_KILLS'] ?? 0);
const SEED = Number(process.env['SEED'] ?? 1);
const MIB = 1024 * 1024;
const BEFORE_PROVING = UPDATE_STEPS.filter((step) => step !== 'proving');
const ALL: readonly ProcessName[] = ['scale-unit', 'console', 'launcher'];
const inEach = (states: readonly UpdateStep[], ...victims: readonly ProcessName[]): PlannedKill[] =>
  states.flatMap((state) => victims.map((victim) => ({ victim, state })));
/** Who starts a launcher anew is not told what ended before it: what ends after it counts against the release. */
const PROVING = inEach(['proving'], 'launcher', 'scale-unit', 'console');
const LOST_NOTHING = { lost: [], doubled: [] };

const disk = SmallDisk.mount();
const [onDisk, noDisk] = disk ? [it, ''] : [it.skip, ' [skipped: a small disk cannot be mounted here]'];
const FAKETIME = process.env['TEST_FAKETIME'] ?? '';
const [withClock, noClock] = FAKETIME === '' ? [it.skip, ' [skipped: libfaketime is not installed]'] : [it, ''];
const clockAt = (offset: string) => ({ LD_PRELOAD: FAKETIME, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' });

/** The box does not have it yet, and it takes several breaks of the line to come. */
const withBallast: Plant = (release) => writeFileSync(join(release, 'ballast'), Buffer.alloc(4 * MIB, release));

describe('an update in hard times, while registers sell', () => {
  let box: UpdatingBox;
  let registers: SellingRegisters;
  let killer: UpdateKiller;
  beforeAll(async () => {
    box = await UpdatingBox.open({ UPDATER_GOOD_AFTER_SECONDS: '1', UPDATER_PROBE_EVERY_SECONDS: '0.3' }, disk?.folder);
    await box.publish('0.2.1', [withBallast]);
    registers = await SellingRegisters.open(box);
    killer = new UpdateKiller(box, (line) => void process.stdout.write(`${line}\n`));
  }, 120_000);
  afterAll(async () => {
    await box?.close();
    disk?.unmount();
  }, 60_000);

  if (AT_RANDOM > 0) leavesOldOrNew();
  else inHardTimes();

  it('lost and doubled no sale', async () => {
    expect(await registers.close()).toEqual({ differences: [], strays: [], unexplainedCharges: [], refusals: [] });
  }, 120_000);

  function leavesOldOrNew(): void {
    const judged = async ({ before, ordered, ended, runs, next }: Parameters<Parameters<typeof killAtRandom>[3]>[0]): Promise<void> => {
      expect(runs).toBe(ended.state === 'good' ? ordered : before);
      if (next) expect(next).toMatchObject({ state: 'good', from: before, to: ordered });
      expect(await registers.met()).toMatchObject(LOST_NOTHING);
    };
    const name = `leaves the old release or the new one, and the next try succeeds, ${AT_RANDOM} times from seed ${SEED}`;
    it(name, () => box.publish('0.2.2').then(() => killAtRandom(killer, AT_RANDOM, SEED, judged)), AT_RANDOM * 180_000);
  }

  function inHardTimes(): void {
    let missed: PlannedKill[] = [];

    it('keeps the old release whole when scale unit, console and launcher are killed in every state of it', async () => {
      const first = await killer.update('0.2.1', [
        ...inEach(BEFORE_PROVING, ...ALL), ...inEach(['rehearsing'], 'updater'), ...PROVING, ...inEach(['undoing'], ...ALL),
      ]); // prettier-ignore
      expect(first.ended).toMatchObject({ state: 'undone', to: '0.2.1', reason: { code: 'probe.failed' } });
      expect(await killer.untilWhole()).toBe('0.1.0');
      expect(await registers.met()).toMatchObject(LOST_NOTHING);
      missed = first.missed;
    }, 180_000);

    const isRefused = async (): Promise<void> => {
      disk?.leave(100 * MIB);
      const { state, reason } = await box.install('0.2.1', { isUrgent: true });
      await registers.untilSoldAgain();
      disk?.giveBack();
      const detail = expect.stringMatching(/^\d+ bytes are free, \d+ are needed$/) as string;
      expect({ state, reason }).toEqual({ state: 'refused', reason: { code: 'release.no-space', detail } });
      expect(updateReasonText('release.no-space').next).toBe('Make room on the disk, then order it again.');
      expect(await killer.untilWhole()).toBe('0.1.0');
    };
    onDisk(`is refused while the disk is nearly full, and says what to do${noDisk}`, isRefused, 60_000);

    const waits = async (): Promise<void> => {
      await box.restart(clockAt('+3652d'));
      await until('the time of headquarters', isTimeKnown, 60_000);
      await box.updates('install', '0.2.1', ...URGENT);
      await untilTrouble('clock.wrong', /^the clock of this machine is 365\d days ahead$/);
      expect(await answerOverTls()).toBe(200);
      await registers.untilSoldAgain();
      await box.restart(clockAt('-3652d'));
      await untilTrouble('clock.wrong', /^the clock of this machine is 365\d days behind$/);
      expect(await answerOverTls()).toBe(200);
      await registers.untilSoldAgain();
      expect(updateReasonText('clock.wrong').next).toBe('Set the clock right. The box goes on by itself.');
    };
    withClock(`waits while the clock is ten years ahead or behind, and says what to do${noClock}`, waits, 120_000);

    it('then comes over a line that flaps five times, goes on where it broke off, and is good', async () => {
      box.web.cut(5);
      if (FAKETIME === '') await box.updates('install', '0.2.1', ...URGENT);
      else await box.restart(clockAt('+0'));
      await untilTrouble('release.unreachable', /^ballast: /);
      await registers.untilSoldAgain();
      expect(await box.ended('0.2.1')).toMatchObject({ state: 'good', reason: null });
      const { resumedFrom } = box.web;
      expect(resumedFrom).toHaveLength(5);
      expect(resumedFrom).toEqual([...new Set(resumedFrom)].sort((a, b) => a - b));
      expect(await killer.untilWhole()).toBe('0.2.1');
      expect(await registers.met()).toMatchObject(LOST_NOTHING);
    }, 120_000);

    it('left out no state to be killed in', async () => {
      // On a busy machine a short state may pass unseen.
      for (let patch = 2; missed.length > 0; patch += 1) {
        await box.publish(`0.2.${patch}`);
        ({ missed } = await killer.update(`0.2.${patch}`, missed));
        expect(await killer.untilWhole()).toMatch(/^0\.2\./);
      }
    }, 360_000);
  }

  /** What `updates status` and the page say of what it waits for. */
  async function untilTrouble(code: UpdateReasonCode, detail: RegExp): Promise<void> {
    const file = join(box.dataDir, 'updates', 'progress.json');
    const trouble = (): UpdateReason | undefined => (JSON.parse(readFileSync(file, 'utf8')) as { trouble?: UpdateReason }).trouble;
    const isTold = (): boolean => existsSync(file) && trouble()?.code === code && detail.test(trouble()?.detail ?? '');
    await until(code, isTold, 60_000);
  }

  /** As to a register, whose clock is right. */
  async function answerOverTls(): Promise<number> {
    const authority = readFileSync(join(box.dataDir, 'scale-unit', 'tls', 'authority.pem'), 'utf8');
    return (await new Caller(`https://127.0.0.1:${box.settings.ports['UNIT_LAN_PORT']}`, () => authority).ask({ path: '/livez' })).status;
  }

  async function isTimeKnown(): Promise<boolean> {
    const told = (await new ScaleUnit(box.settings).status().catch(() => undefined)) as { clock: { offsetMs: number | null } } | undefined;
    return typeof told?.clock.offsetMs === 'number';
  }
});
