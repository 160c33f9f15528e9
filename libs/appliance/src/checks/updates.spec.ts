import type { UpdateFacts, UpdateUnderWay } from '../facts/update-facts';
import { anObservation, aStatus, NOW } from '../testing/an-observation';
import { UPDATE_STEPS, type UpdateReasonCode } from '../updates/update';
import type { GateReason } from '../updates/gate';
import { judge } from '../verdict';
import { textOf } from '../words/sentences';
import { underWayText, updateReasonText, updateStepText, whyNotText } from '../words/update-text';

const HOUR = 3_600_000;
const words = { now: NOW, timeZone: 'Europe/Berlin', locale: 'en-GB' };

function underWay(parts: Partial<UpdateUnderWay> = {}): UpdateUnderWay {
  const window = { opensAt: null, closesAt: null, deadlineAt: null };
  return { version: '1.4.0', from: '1.3.0', kind: 'install', step: 'waiting', since: NOW, window, whyNot: [], bytes: null, trouble: null, endsAt: null, ...parts };
} // prettier-ignore

const offered = { validUntil: NOW + HOUR, failure: null };
const ended = (outcome: 'good' | 'undone' | 'refused', code: UpdateReasonCode, at = NOW): UpdateFacts['last'] => ({
  to: '1.4.0', from: '1.3.0', outcome, at, reason: outcome === 'good' ? null : { code, detail: '' },
}); // prettier-ignore

const verdictOf = (update: Partial<UpdateFacts>, parts: Parameters<typeof anObservation>[0] = {}) =>
  judge(anObservation({ ...parts, update: { underWay: null, last: null, offered, ...update } }));
const codesOf = (update: Partial<UpdateFacts>) => verdictOf(update).findings.map(({ code }) => code);

const GATE: readonly GateReason[] = [
  { code: 'payment-open', count: 0 },
  { code: 'payment-open', count: 2 },
  { code: 'drawer-counted', registerNames: ['Register 1', 'Register 2'] },
  { code: 'registers-not-told', until: null },
  { code: 'registers-not-told', until: NOW },
  { code: 'before-window', opensAt: NOW + HOUR },
  { code: 'after-window', closedAt: NOW - HOUR },
  { code: 'no-space', freeBytes: 1e9, neededBytes: 2e9 },
];

describe('updates', () => {
  it('are no trouble while nothing is ordered, and after one that is good or was cancelled', () => {
    for (const last of [null, ended('good', 'asked'), ended('refused', 'asked'), ended('undone', 'asked')])
      expect(codesOf({ last })).toEqual([]);
  });

  it('that did not stay are said for a week, with what the store has of it', () => {
    const verdict = verdictOf({ last: ended('undone', 'probe.failed') });
    expect(verdict).toMatchObject({ state: 'selling', first: { code: 'update.undone', weight: 'attention', action: 'show-updates' } });
    expect(Object.values(textOf(verdict.first!, words)).join(' ')).toBe(
      'Version 1.4.0 was taken back at 11:12. It worked worse than the release before. Version 1.3.0 runs as before.',
    );
    expect(codesOf({ last: ended('refused', 'rehearsal.differs') })).toEqual(['update.refused']);
    expect(codesOf({ last: ended('undone', 'probe.failed', NOW - 8 * 24 * HOUR) })).toEqual([]);
  });

  it('that find no quiet moment in their time are said with why', () => {
    const waiting = underWay({ whyNot: [{ code: 'payment-open', count: 1 }], window: { opensAt: null, closesAt: null, deadlineAt: NOW } });
    const { first } = verdictOf({ underWay: waiting });
    expect(first).toMatchObject({ code: 'update.waiting', weight: 'attention' });
    expect(textOf(first!, words).effect).toBe('1 card payment has begun and not ended.');
    expect(codesOf({ underWay: { ...waiting, window: { ...waiting.window, deadlineAt: NOW + 1 } } })).toEqual(['update.under-way']);
    expect(codesOf({ underWay: underWay({ window: { opensAt: null, closesAt: NOW, deadlineAt: null } }) })).toEqual(['update.waiting']);
  });

  it('explain the work that registers are told of', () => {
    const work = { startsAt: NOW, endsAt: NOW + HOUR };
    const { first } = verdictOf({ underWay: underWay({ step: 'proving' }) }, { work });
    expect(first).toMatchObject({ code: 'update.under-way', weight: 'information', consequences: [{ code: 'work.under-way' }] });
  });

  it('stop when the signed list has ended or is forged, and selling does not', () => {
    const failure = (code: UpdateReasonCode) => ({ ...offered, failure: { code, detail: '', at: NOW } });
    expect(codesOf({ offered: { ...offered, validUntil: NOW } })).toEqual(['update.metadata-expired']);
    expect(codesOf({ offered: failure('metadata.expired') })).toEqual(['update.metadata-expired']);
    expect(codesOf({ offered: failure('release.not-genuine') })).toEqual(['update.not-genuine']);
    expect(codesOf({ offered: failure('release.unreachable') })).toEqual([]);
    const both = verdictOf({ offered: failure('metadata.expired'), last: ended('refused', 'metadata.expired') });
    expect(both).toMatchObject({
      state: 'selling',
      first: { code: 'update.metadata-expired', consequences: [{ code: 'update.refused' }] },
    });
    const clock = { status: aStatus({ clock: { offsetMs: -3_650 * 24 * HOUR } }) };
    expect(verdictOf({ offered: { ...offered, validUntil: NOW } }, clock).findings).toMatchObject([
      { code: 'clock.wrong', consequences: [{ code: 'update.metadata-expired' }] },
    ]);
  });

  it('are said without a word of the engine, whatever the step, the gate and the reason', () => {
    const said = [
      ...UPDATE_STEPS.map(updateStepText),
      ...[null, ...UPDATE_STEPS, 'undoing' as const].map((step) => Object.values(underWayText(underWay({ step, bytes: { done: 40e6, total: 90e6 } }), words)).join(' ')),
      ...GATE.map((reason) => whyNotText(reason, words)),
      ...['release.not-genuine', 'release.too-old', 'metadata.expired', 'trial.crashed', 'a.code-of-tomorrow'].map((code) => updateReasonText(code).what),
    ];
    expect(new Set(said).size).toBeGreaterThan(said.length - 5);
    expect(said.join(' ')).not.toMatch(/slot|symlink|schema|metadata|rehears|probe|undefined|NaN/i);
  }); // prettier-ignore
});
