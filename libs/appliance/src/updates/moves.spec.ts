import fc from 'fast-check';
import { moveUpdate, resumeUpdate, type SlotFacts, type UpdateEvent } from './moves';
import { beginUpdate, hasEnded, type Update, type UpdateReason } from './update';

const WHY: UpdateReason = { code: 'probe.failed', detail: 'livez answered 500' };
const CRASHED: UpdateReason = { code: 'trial.crashed', detail: 'scale-unit ended 3 times' };
const done: UpdateEvent = { kind: 'done' };
const failed: UpdateEvent = { kind: 'failed', reason: WHY };
const ordered = beginUpdate({ updateId: 'u', from: '1.0.0', to: '1.1.0' }, 0);
const after = (...events: UpdateEvent[]): Update => events.reduce((update, event) => moveUpdate(update, event, 1), ordered);
const times = (count: number): UpdateEvent[] => Array<UpdateEvent>(count).fill(done);
const onOld: SlotFacts = { running: '1.0.0', isOnTrial: false, returned: null };
const onTrial: SlotFacts = { running: '1.1.0', isOnTrial: true, returned: null };

describe('the steps of an update', () => {
  it('go from fetching to good, one after the other', () => {
    const states = [0, 1, 2, 3, 4, 5, 6, 7].map((count) => after(...times(count)).state);
    expect(states).toEqual(['fetching', 'verifying', 'rehearsing', 'waiting', 'saving', 'switching', 'proving', 'good']);
  });

  it('refuse what fails before the switch, with the reason', () => {
    for (const count of [0, 1, 2, 3, 4])
      expect(after(...times(count), failed)).toMatchObject({ state: 'refused', reason: WHY, switches: 0 });
  });

  it('take back what fails from the switch on, and try that until it is done', () => {
    for (const count of [5, 6]) expect(after(...times(count), failed, failed)).toMatchObject({ state: 'undoing', reason: WHY });
    expect(after(...times(6), failed, failed, done)).toMatchObject({ state: 'undone', reason: WHY });
  });

  it('wait again when a payment begins between the gate and the switch', () => {
    for (const count of [3, 4, 5]) expect(after(...times(count), { kind: 'held' }).state).toBe('waiting');
    expect(after(...times(6), { kind: 'held' }).state).toBe('proving');
  });

  it('do not move after the end', () => {
    expect(() => moveUpdate(after(failed), done, 2)).toThrow('has ended');
  });
});

describe('an update after a cut', () => {
  it('does again what had not switched yet', () => {
    for (const count of [0, 1, 2, 3, 4]) expect(resumeUpdate(after(...times(count)), onOld, 2)).toEqual(after(...times(count)));
  });

  it('goes on with whichever release runs when it was cut in the switch', () => {
    expect(resumeUpdate(after(...times(5)), onTrial, 2).state).toBe('proving');
    expect(resumeUpdate(after(...times(5)), onOld, 2).state).toBe('waiting');
  });

  it('tells why the launcher went back while nobody watched', () => {
    const returned = { ...onOld, returned: CRASHED };
    expect(resumeUpdate(after(...times(6)), returned, 2)).toMatchObject({ state: 'undone', reason: CRASHED });
    expect(resumeUpdate(after(...times(5)), returned, 2)).toMatchObject({ state: 'undone', reason: CRASHED });
  });

  it('is good when it was vouched for and only the note is missing', () => {
    expect(resumeUpdate(after(...times(6)), { ...onTrial, isOnTrial: false }, 2).state).toBe('good');
  });

  it('is not given up for switches that trade held up before anything was stopped', () => {
    const heldTwice = after(
      ...times(5),
      ...Array(2)
        .fill([{ kind: 'held' }, done, done])
        .flat(),
    );
    expect(heldTwice).toMatchObject({ state: 'switching', switches: 1 });
    expect(resumeUpdate(heldTwice, onOld, 2).state).toBe('waiting');
  });

  it('is given up when no switch gets through', () => {
    const tried = { ...after(...times(5)), switches: 3 };
    expect(resumeUpdate(tried, onOld, 2)).toMatchObject({ state: 'refused', reason: { code: 'switch.cut' } });
  });
});

/** A box as its update leaves it at any moment: what is on disk and survives every cut. */
interface Box {
  readonly update: Update;
  readonly slots: SlotFacts;
}
type Happening = 'done' | 'failed' | 'held' | 'cut' | 'cut-before-it-is-noted' | 'launcher-returns';

/** What a step does to the link, as the launcher does it: in one move, and with the trial noted before. */
function act({ update, slots }: Box): SlotFacts {
  if (update.state === 'switching') return { running: update.to, isOnTrial: true, returned: null };
  if (update.state === 'proving') return { ...slots, isOnTrial: false };
  if (update.state === 'undoing') return { running: update.from, isOnTrial: false, returned: null };
  return slots;
}

function happen(box: Box, happening: Happening): Box {
  const { update, slots } = box;
  if (hasEnded(update.state)) return box;
  const restarted = (now: SlotFacts): Box => ({ update: resumeUpdate(update, now, 9), slots: now });
  switch (happening) {
    case 'cut':
      return restarted(slots);
    case 'cut-before-it-is-noted':
      return restarted(act(box));
    case 'launcher-returns':
      return restarted(slots.isOnTrial ? { running: update.from, isOnTrial: false, returned: CRASHED } : slots);
    case 'done':
      return { update: moveUpdate(update, done, 9), slots: act(box) };
    case 'failed':
      return { update: moveUpdate(update, failed, 9), slots };
    case 'held':
      return { update: moveUpdate(update, { kind: 'held' }, 9), slots };
  }
}

const happenings = fc.array(
  fc.constantFrom<Happening>('done', 'done', 'done', 'failed', 'held', 'cut', 'cut-before-it-is-noted', 'launcher-returns'),
  { maxLength: 60 },
);

describe('whatever happens to a box during an update', () => {
  it('it runs the old or the new release, and the end says which', () => {
    fc.assert(
      fc.property(happenings, (list) => {
        const { update, slots } = list.reduce(happen, { update: ordered, slots: onOld });
        expect([update.from, update.to]).toContain(slots.running);
        if (update.state === 'good') expect(slots).toMatchObject({ running: update.to, isOnTrial: false });
        if (update.state === 'undone' || update.state === 'refused') expect(slots.running).toBe(update.from);
        if (update.state === 'undone' || update.state === 'refused') expect(update.reason).not.toBeNull();
        // Nobody waits for a good moment with an unproven release.
        if (update.state === 'waiting') expect(slots.running).toBe(update.from);
      }),
      { numRuns: 5_000 },
    );
  });

  it('it comes to an end as soon as it is left alone', () => {
    fc.assert(
      fc.property(happenings, (list) => {
        const left = [...list, 'cut', ...Array<Happening>(10).fill('done')] as Happening[];
        expect(hasEnded(left.reduce(happen, { update: ordered, slots: onOld } as Box).update.state)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
