import { Pace } from './pace';

describe('the pace after failures', () => {
  let now = 0;
  const pace = (random: number) => new Pace({ now: () => now }, { firstMs: 1_000, longestMs: 60_000 }, () => random);
  beforeEach(() => (now = 0));

  it('tries at once until something fails', () => {
    expect(pace(0).isDue).toBe(true);
  });

  it('waits twice as long after each failure, up to its bound', () => {
    const slow = pace(1);
    const waits = Array.from({ length: 8 }, () => {
      const before = now;
      slow.failed();
      while (!slow.isDue) now += 500;
      return now - before;
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('spreads the wait by chance, never below half of it', () => {
    const quick = pace(0);
    quick.failed();
    now = 499;
    expect(quick.isDue).toBe(false);
    now = 500;
    expect(quick.isDue).toBe(true);
  });

  it('does not wait for somebody who asks, and is no more patient afterwards', () => {
    const asked = pace(1);
    asked.failed();
    asked.hurry();
    expect(asked).toMatchObject({ isDue: true, hasFailed: true });
    asked.failed();
    now = 1_999;
    expect(asked.isDue).toBe(false);
  });

  it('forgets failures after a success', () => {
    const recovering = pace(1);
    recovering.failed();
    expect(recovering.hasFailed).toBe(true);
    recovering.succeeded();
    expect(recovering).toMatchObject({ isDue: true, hasFailed: false });
  });
});
