import { lastTimeOfDay } from './backup-schedule';

const last = (now: string, zone: string) => new Date(lastTimeOfDay(Date.parse(now), '02:10', zone)).toISOString();

describe('the time for the copy of the night', () => {
  it('is by the wall clock of the store', () => {
    expect(last('2026-08-10T23:09:00Z', 'Asia/Jerusalem')).toBe('2026-08-09T23:10:00.000Z');
    expect(last('2026-08-10T23:10:00Z', 'Asia/Jerusalem')).toBe('2026-08-10T23:10:00.000Z');
  });

  it('comes on the night the clock leaps over it too', () => {
    expect(last('2026-03-29T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  });
});
