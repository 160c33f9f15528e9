import { countQuickCrash, delayBefore, STABLE_AFTER_MS } from './restart-policy.cjs';

const delaysOfCrashesInARow = (count: number) => Array.from({ length: count }, (_, index) => delayBefore(index + 1));

describe('restart policy', () => {
  it('starts again at once after a crash', () => {
    expect(delayBefore(0)).toBe(0);
    expect(delayBefore(1)).toBe(0);
  });

  it('waits longer each time when crashes repeat, and never longer than 30 seconds', () => {
    expect(delaysOfCrashesInARow(11)).toEqual([0, 0, 0, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('counts only crashes that come soon after the start', () => {
    expect(countQuickCrash(4, STABLE_AFTER_MS - 1)).toBe(5);
    expect(countQuickCrash(4, STABLE_AFTER_MS)).toBe(0);
  });
});
