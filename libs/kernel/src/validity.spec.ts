import fc from 'fast-check';
import { instantReaching, minuteReached } from './local-time';
import { beginsAt, endsAt, isValidAt } from './validity';

const MINUTE = 60_000;
const at = (text: string): number => Date.parse(text);
const ZONES = [
  'Europe/Berlin',
  'Asia/Jerusalem',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Kathmandu',
];
const zone = fc.constantFrom(...ZONES);
const moment = fc.integer({ min: at('1990-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
/** Around the nights on which clocks change, where everything that can go wrong does. */
const night = fc
  .tuple(fc.constantFrom('2026-03-08', '2026-03-27', '2026-03-29', '2026-04-05', '2026-04-24', '2026-10-04', '2026-10-25', '2026-11-01'), fc.integer({ min: -1_440, max: 2_880 }))
  .map(([day, minutes]) => at(day) + minutes * MINUTE); // prettier-ignore
const anyMoment = fc.oneof(moment, night);

describe('the minute reached', () => {
  it('is what the wall clock shows, on days when it does not change', () => {
    expect(minuteReached(at('2026-08-10T11:30:59.999Z'), 'Asia/Jerusalem')).toBe('2026-08-10T14:30');
    expect(minuteReached(at('2026-08-10T21:00:00Z'), 'Asia/Jerusalem')).toBe('2026-08-11T00:00');
  });

  it('stands still in the hour that comes twice', () => {
    const berlin = (text: string) => minuteReached(at(text), 'Europe/Berlin');
    expect([berlin('2026-10-25T00:30:00Z'), berlin('2026-10-25T00:59:59Z')]).toEqual(['2026-10-25T02:30', '2026-10-25T02:59']);
    expect([berlin('2026-10-25T01:00:00Z'), berlin('2026-10-25T01:59:59Z')]).toEqual(['2026-10-25T02:59', '2026-10-25T02:59']);
    expect(berlin('2026-10-25T02:00:00Z')).toBe('2026-10-25T03:00');
  });

  it('never goes back, on any night and in any zone', () => {
    fc.assert(
      fc.property(zone, anyMoment, fc.integer({ min: 0, max: 10_000_000 }), (timeZone, when, later) => {
        return minuteReached(when, timeZone) <= minuteReached(when + later, timeZone);
      }),
    );
  });
});

describe('the instant that reaches a minute', () => {
  it('is the first of two, and the next one where there is none', () => {
    const berlin = (minute: string) => new Date(instantReaching(minute, 'Europe/Berlin')).toISOString();
    expect(berlin('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z');
    expect(berlin('2026-03-29T02:30')).toBe('2026-03-29T01:00:00.000Z');
    expect(berlin('2026-08-10T24:00')).toBe('2026-08-10T22:00:00.000Z');
  });

  it('divides time: before it the minute is not reached, from it on it is', () => {
    fc.assert(
      fc.property(zone, anyMoment, anyMoment, (timeZone, of, when) => {
        const minute = minuteReached(of, timeZone);
        const begins = instantReaching(minute, timeZone);
        const isReached = (instant: number) => minuteReached(instant, timeZone) >= minute;
        return isReached(begins) && !isReached(begins - 1) && isReached(when) === when >= begins;
      }),
    );
  });

  it('divides time at minutes that no clock shows', () => {
    for (const minute of ['2026-03-29T02:00', '2026-03-29T02:01', '2026-03-29T02:59']) {
      const begins = instantReaching(minute, 'Europe/Berlin');
      expect([minuteReached(begins - 1, 'Europe/Berlin') < minute, minuteReached(begins, 'Europe/Berlin') >= minute]).toEqual([true, true]);
    }
  });

  it('refuses what is no minute', () => {
    expect(() => instantReaching('soon', 'Europe/Berlin')).toThrow(expect.objectContaining({ code: 'date.malformed' }));
  });
});

describe('the validity of a row', () => {
  const day = { validFrom: '2026-08-10', validTo: '2026-08-10' };

  it('is whole days where no time is said', () => {
    const minutes = ['2026-08-09T23:59', '2026-08-10T00:00', '2026-08-10T23:59', '2026-08-11T00:00'];
    expect(minutes.map((minute) => isValidAt(day, minute))).toEqual([false, true, true, false]);
  });

  it('includes its first minute and not its last', () => {
    const row = { ...day, validFromTime: '14:30', validToTime: '16:00' };
    const minutes = ['2026-08-10T14:29', '2026-08-10T14:30', '2026-08-10T15:59', '2026-08-10T16:00'];
    expect(minutes.map((minute) => isValidAt(row, minute))).toEqual([false, true, true, false]);
  });

  it('is none where it ends before it begins', () => {
    fc.assert(fc.property(anyMoment, (when) => !isValidAt({ ...day, validFromTime: '16:00', validToTime: '14:30' }, minuteReached(when, 'Europe/Berlin'))));
  }); // prettier-ignore

  it('lets rows that follow each other touch: at every instant exactly one of them counts', () => {
    const cut = fc.tuple(fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-25', '2026-11-01'), fc.integer({ min: 0, max: 1_439 }));
    const timeOf = (minute: number) => new Date(minute * MINUTE).toISOString().slice(11, 16);
    fc.assert(
      fc.property(zone, cut, night, (timeZone, [date, minute], when) => {
        const time = timeOf(minute);
        const before = { validFrom: '2000-01-01', validTo: date, validToTime: time };
        const after = { validFrom: date, validFromTime: time, validTo: '9999-12-31' };
        const now = minuteReached(when, timeZone);
        return (
          isValidAt(before, now) !== isValidAt(after, now) && isValidAt(after, now) === when >= instantReaching(beginsAt(after), timeZone)
        );
      }),
    );
  });

  it('ends at the next midnight, whichever way that is said', () => {
    expect(instantReaching(endsAt(day), 'Asia/Jerusalem')).toBe(instantReaching('2026-08-11T00:00', 'Asia/Jerusalem'));
  });
});
