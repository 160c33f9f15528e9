import { diskFullAt } from './disk-full-at';

const HOUR = 3_600_000;
const GB = 1e9;
const seen = (hours: number, freeAt: (hour: number) => number) =>
  Array.from({ length: hours + 1 }, (_, hour) => ({ at: hour * HOUR, freeBytes: freeAt(hour) }));

describe('when a disk will be full', () => {
  it('is told from how it filled', () => {
    expect(diskFullAt(seen(48, (hour) => (100 - hour) * GB))).toBe(100 * HOUR);
  });

  it('is not thrown by a file that comes and goes every night', () => {
    const nightly = (hour: number) => (hour % 24 < 2 ? 5 * GB : 0);
    const at = diskFullAt(seen(48, (hour) => (100 - hour) * GB - nightly(hour)))!;
    expect(Math.abs(at - 100 * HOUR)).toBeLessThan(10 * HOUR);
  });

  it('is not told of a disk that does not fill, that fills in years, or that was watched for a moment', () => {
    expect(diskFullAt(seen(48, () => 50 * GB))).toBeNull();
    expect(diskFullAt(seen(48, (hour) => (50 + hour) * GB))).toBeNull();
    expect(diskFullAt(seen(48, (hour) => 100 * GB - hour * 1e6))).toBeNull();
    expect(diskFullAt(seen(5, (hour) => (100 - hour) * GB))).toBeNull();
    expect(diskFullAt([])).toBeNull();
  });
});
