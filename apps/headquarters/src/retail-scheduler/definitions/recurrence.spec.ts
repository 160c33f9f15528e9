import { nextTime } from './recurrence';

const at = (text: string): number => Date.parse(text);

describe('the recurrence of a schedule', () => {
  it('goes by the wall clock of headquarters, also over a change of clocks', () => {
    const nightly = { kind: 'cron', cron: '30 2 * * *' } as const;
    expect(nextTime(nightly, at('2026-08-10T10:00:00Z'), 'Asia/Jerusalem')).toBe(at('2026-08-10T23:30:00Z'));
    expect(nextTime(nightly, at('2026-01-10T10:00:00Z'), 'Asia/Jerusalem')).toBe(at('2026-01-11T00:30:00Z'));
  });

  it('is after the moment asked for, never at it', () => {
    const hourly = { kind: 'cron', cron: '0 * * * *' } as const;
    expect(nextTime(hourly, at('2026-08-10T10:00:00Z'), 'UTC')).toBe(at('2026-08-10T11:00:00Z'));
  });

  it('has no time by hand, on change, and where it never comes', () => {
    expect(nextTime({ kind: 'manual' }, 0, 'UTC')).toBeNull();
    expect(nextTime({ kind: 'on-change' }, 0, 'UTC')).toBeNull();
    expect(nextTime({ kind: 'cron', cron: '0 0 31 2 *' }, 0, 'UTC')).toBeNull();
  });

  it.each(['', 'often', '61 * * * *', '* * * * * * * * *'])('refuses %j', (cron) => {
    expect(() => nextTime({ kind: 'cron', cron }, 0, 'UTC')).toThrow(expect.objectContaining({ code: 'schedule.cron-malformed' }));
  });
});
