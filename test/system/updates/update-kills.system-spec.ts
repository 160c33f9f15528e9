import type { UpdateStep } from '@app/appliance';
import { UpdatingBox, type ProcessName } from './an-updating-box';
import { SellingRegisters } from './selling-registers';
import { UpdateKiller, type PlannedKill } from './update-kills';

const inEach = (states: readonly UpdateStep[], ...victims: readonly ProcessName[]): PlannedKill[] =>
  states.flatMap((state) => victims.map((victim) => ({ victim, state })));
const BEFORE_PROVING: readonly UpdateStep[] = ['fetching', 'verifying', 'rehearsing', 'waiting', 'saving', 'switching'];
const ALL: readonly ProcessName[] = ['scale-unit', 'console', 'launcher'];
/** Who starts a launcher anew is not told what ended before it: what ends after it counts against the release. */
const PROVING = inEach(['proving'], 'launcher', 'scale-unit', 'console');

/** One of each process in each state of an update, while registers sell; at random moments with `npm run test:long -- update-kills --count 25`. */
describe('an update in which scale unit, console and launcher are killed in every state', () => {
  let box: UpdatingBox;
  let registers: SellingRegisters;
  let killer: UpdateKiller;
  let missed: PlannedKill[] = [];
  beforeAll(async () => {
    box = await UpdatingBox.open({ UPDATER_GOOD_AFTER_SECONDS: '1', UPDATER_PROBE_EVERY_SECONDS: '0.3' });
    await box.publish('0.2.1');
    registers = await SellingRegisters.open(box);
    killer = new UpdateKiller(box, (line) => void process.stdout.write(`${line}\n`));
  }, 120_000);
  afterAll(() => box?.close(), 60_000);

  it('goes back whole', async () => {
    const first = await killer.update('0.2.1', [...inEach(BEFORE_PROVING, ...ALL), ...PROVING, ...inEach(['undoing'], ...ALL)]);
    expect(first.ended.state).toBe('undone');
    expect(await killer.untilWhole()).toBe('0.1.0');
    expect(await registers.met()).toMatchObject({ lost: [], doubled: [] });
    missed = first.missed;
  }, 180_000);

  it('succeeds the next time', async () => {
    const next = await killer.update('0.2.1', missed);
    expect(next.ended.state).toBe('good');
    expect(await killer.untilWhole()).toBe('0.2.1');
    expect(await registers.met()).toMatchObject({ lost: [], doubled: [] });
    missed = next.missed;
  }, 180_000);

  it('left out no state', async () => {
    // On a busy machine a short state may pass unseen.
    for (let patch = 2; missed.length > 0; patch += 1) {
      await box.publish(`0.2.${patch}`);
      ({ missed } = await killer.update(`0.2.${patch}`, missed));
      expect(await killer.untilWhole()).toMatch(/^0\.2\./);
    }
  }, 360_000);

  it('lost and doubled no sale', async () => {
    expect(await registers.close()).toEqual({ differences: [], strays: [], unexplainedCharges: [], refusals: [] });
  }, 120_000);
});
