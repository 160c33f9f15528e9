import type { UpdateReport } from '@app/protocol';
import { judgeReport, judgeSilence, type OrderedBox } from './judge-box';

const MINUTE = 60_000;
const ORDER = '018f0000-0000-7000-8000-000000000001';
const box: OrderedBox = { orderId: ORDER, orderedAt: 0, toldAt: MINUTE, closesAt: null, tries: 0, heardAt: MINUTE };

function report(state: string, code?: string, orderId: string | null = ORDER): UpdateReport {
  return { orderId, state, from: '1.0.0', to: '1.1.0', reason: code === undefined ? null : { code, detail: '' }, changedAt: 0 };
}

describe('what a box says of its order', () => {
  it('is good only when its update ended well', () => {
    expect(judgeReport(box, report('good'))).toEqual({ kind: 'good' });
    for (const state of ['ordered', 'fetching', 'waiting', 'proving', 'undoing', 'something-new']) {
      expect(judgeReport(box, report(state))).toEqual({ kind: 'under-way' });
    }
  });

  it('is a failure when it went back or refused, with its reason', () => {
    expect(judgeReport(box, report('undone', 'probe.failed'))).toEqual({ kind: 'failed', reason: 'probe.failed' });
    expect(judgeReport(box, report('refused', 'rehearsal.differs'))).toEqual({ kind: 'failed', reason: 'rehearsal.differs' });
    expect(judgeReport(box, report('undone'))).toEqual({ kind: 'failed', reason: 'undone' });
    expect(judgeReport(box, report('refused', 'asked'))).toEqual({ kind: 'failed', reason: 'asked' });
  });

  it.each(['window.missed', 'release.no-space', 'switch.cut'])('is asked again when the box could not (%s), three times', (code) => {
    expect(judgeReport(box, report('refused', code))).toEqual({ kind: 'again', reason: code });
    expect(judgeReport({ ...box, tries: 3 }, report('refused', code))).toEqual({ kind: 'failed', reason: code });
  });

  it('is nothing when it is about another order', () => {
    expect(judgeReport(box, report('good', undefined, null))).toEqual({ kind: 'under-way' });
  });
});

describe('a box that says nothing', () => {
  const silent = { ...box, heardAt: 5 * MINUTE };

  it('has failed after ten minutes, and not before', () => {
    expect(judgeSilence(silent, true, 15 * MINUTE)).toEqual({ kind: 'under-way' });
    expect(judgeSilence(silent, true, 15 * MINUTE + 1)).toEqual({ kind: 'failed', reason: 'box.silent' });
  });

  it('has lost nothing when it was never told', () => {
    expect(judgeSilence({ ...silent, toldAt: null }, false, 60 * MINUTE)).toEqual({ kind: 'again', reason: 'box.silent' });
  });

  it('has failed when it is heard and never takes its order, or never ends', () => {
    const heard = (now: number): OrderedBox => ({ ...box, heardAt: now });
    expect(judgeSilence(heard(122 * MINUTE), false, 122 * MINUTE)).toEqual({ kind: 'failed', reason: 'order.not-taken' });
    expect(judgeSilence(heard(25 * 60 * MINUTE), true, 25 * 60 * MINUTE)).toEqual({ kind: 'failed', reason: 'update.not-ended' });
    expect(judgeSilence({ ...heard(25 * 60 * MINUTE), closesAt: 24 * 60 * MINUTE }, true, 25 * 60 * MINUTE)).toEqual({ kind: 'under-way' });
  });
});
