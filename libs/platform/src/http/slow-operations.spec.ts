import { SlowOperations, type SlowOperation } from './slow-operations';

const NOW = 1_000_000_000_000;
const slow = (tookMs: number, differing: Partial<SlowOperation> = {}): SlowOperation => ({
  operation: 'cart.checkout', waitsElsewhere: false, at: NOW, tookMs, status: 200, correlationId: `k-${tookMs}`, ...differing,
}); // prettier-ignore

describe('slow operations', () => {
  let now = NOW;
  let list: SlowOperations;
  beforeEach(() => {
    now = NOW;
    list = new SlowOperations(() => now);
  });

  it('are the slowest ones, the slowest first, and no more than a list holds', () => {
    for (let tookMs = 100; tookMs < 300; tookMs += 1) if (list.isSlow(tookMs)) list.add(slow(tookMs));
    expect(list.list()).toHaveLength(50);
    expect(list.list()[0]).toMatchObject({ tookMs: 299, correlationId: 'k-299' });
    expect(list.list().at(-1)?.tookMs).toBe(250);
  });

  it('are none that are quick', () => {
    expect([list.isSlow(3), list.isSlow(24), list.isSlow(25)]).toEqual([false, false, true]);
  });

  it('that waited for a customer at the terminal do not push out those that were slow here', () => {
    list.add(slow(40));
    for (let tookMs = 20_000; tookMs < 20_100; tookMs += 1) list.add(slow(tookMs, { waitsElsewhere: true }));
    expect(list.list()).toHaveLength(51);
    expect(list.isSlow(41)).toBe(true);
  });

  it('are forgotten after a day', () => {
    list.add(slow(900));
    now += 86_400_001;
    expect(list.list()).toEqual([]);
    list.add(slow(30, { at: now }));
    expect(list.list()).toHaveLength(1);
  });
});
