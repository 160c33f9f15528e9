import { fleetCauses } from './fleet-causes';

const NOW = 1_795_169_520_000;
const MINUTE = 60_000;

function aBox(number: number, agoMs: number, causes: readonly { code: string; weight: string; since: number }[] = []) {
  const channelDatabaseId = `store-${String(number).padStart(2, '0')}`;
  const beat = {
    at: NOW - agoMs, channelDatabaseId, softwareVersion: '1.0.0', isUnitRunning: true,
    waitingSales: 0, waitingAmounts: {}, oldestWaitingAt: null, causes,
  }; // prettier-ignore
  return { channelDatabaseId, state: 'active' as const, heartbeat: beat, heartbeatAt: NOW - agoMs };
}

describe('what is wrong in the fleet', () => {
  it('is nothing while all are heard and well', () => {
    expect(fleetCauses([aBox(1, MINUTE), aBox(2, 0)], NOW)).toEqual([]);
  });

  it('is one entry when fifty stores lose the line at once, since the first of them was heard last', () => {
    const fifty = Array.from({ length: 50 }, (_, index) => aBox(index, 6 * MINUTE + index, [{ code: 'disk.low', weight: 'attention', since: 1 }]));
    const [cause, ...others] = fleetCauses([...fifty, aBox(99, MINUTE)], NOW);
    expect(others).toEqual([]);
    expect(cause).toMatchObject({ code: 'box.silent', since: NOW - 6 * MINUTE - 49 });
    expect(cause!.channelDatabaseIds).toHaveLength(50);
  }); // prettier-ignore

  it('joins what many stores say, the most shared first, by its heaviest', () => {
    const slow = { code: 'database.slow', weight: 'attention', since: NOW - MINUTE };
    const card = (since: number, weight = 'attention') => ({ code: 'certificate.old', weight, since });
    const boxes = [aBox(1, 0, [card(NOW - 5)]), aBox(2, 0, [card(NOW - 9, 'stops-selling'), slow]), aBox(3, 0, [])];
    expect(fleetCauses(boxes, NOW)).toEqual([
      { code: 'certificate.old', weight: 'stops-selling', since: NOW - 9, channelDatabaseIds: ['store-01', 'store-02'] },
      { code: 'database.slow', weight: 'attention', since: NOW - MINUTE, channelDatabaseIds: ['store-02'] },
    ]);
  });

  it('says of a store that is worked on that it is, instead of its silence, and what else is wrong', () => {
    const work = { startsAt: NOW - MINUTE, endsAt: NOW + MINUTE };
    const worked = (agoMs: number, causes?: Parameters<typeof aBox>[2]) => {
      const box = aBox(1, agoMs, causes);
      return { ...box, heartbeat: { ...box.heartbeat, work } };
    };
    const codes = (box: ReturnType<typeof worked>, now = NOW) => fleetCauses([box], now).map(({ code }) => code);
    expect(codes(worked(6 * MINUTE))).toEqual(['work.under-way']);
    expect(codes(worked(0, [{ code: 'disk.low', weight: 'attention', since: 1 }]))).toEqual(['disk.low', 'work.under-way']);
    expect(codes(worked(6 * MINUTE), NOW + MINUTE)).toEqual(['box.silent']);
  });

  it('forgets boxes that were replaced, and does not miss those that were never heard', () => {
    const old = { ...aBox(1, 60 * MINUTE), state: 'superseded' as const };
    expect(fleetCauses([old, { ...aBox(2, 0), heartbeat: null, heartbeatAt: null }], NOW)).toEqual([]);
  });
});
