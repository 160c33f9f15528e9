import { isCheckDue } from './check-jobs';

const HOUR = 3_600_000;
const at = (hour: number, lastHour: number | null, isOpen: boolean) =>
  isCheckDue({ now: hour * HOUR, startedAt: 0, lastAt: lastHour === null ? null : lastHour * HOUR, isOpen });

describe('the nightly comparison', () => {
  it.each([
    ['at once when the store is closed and it never ran', 0, null, false, true],
    ['not while the first shift is open', 9, null, true, false],
    ['all the same where the first shift never ends', 10, null, true, true],
    ['not twice in one night', 25, 23, false, false],
    ['in the next night', 43, 23, false, true],
    ['not in the morning when the night was missed', 50, 23, true, false],
    ['in the day when a whole night was missed', 53, 23, true, true],
    ['when the last report is from the future', 20, 21, true, true],
  ])('is due, or not: %s', (_, hour, lastHour, isOpen, isDue) => {
    expect(at(hour, lastHour, isOpen)).toBe(isDue);
  });
});
