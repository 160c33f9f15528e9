import fc from 'fast-check';
import { addDays, businessDate, localTime } from './local-time';

const at = (text: string): number => Date.parse(text);

describe('channel-local time', () => {
  it('follows daylight saving: the same hour twice in autumn, none in spring', () => {
    const berlin = (text: string) => localTime(at(text), 'Europe/Berlin').text;
    expect([berlin('2026-10-25T00:30:00Z'), berlin('2026-10-25T01:30:00Z')]).toEqual(['2026-10-25 02:30:00', '2026-10-25 02:30:00']);
    expect([berlin('2026-03-29T00:59:59Z'), berlin('2026-03-29T01:00:00Z')]).toEqual(['2026-03-29 01:59:59', '2026-03-29 03:00:00']);
  });

  it('writes midnight as 00', () => {
    expect(localTime(at('2026-08-09T21:00:00Z'), 'Asia/Jerusalem')).toEqual({
      date: '2026-08-10',
      minuteOfDay: 0,
      text: '2026-08-10 00:00:00',
    });
  });

  it('knows zones off the hour and beyond the date line', () => {
    expect(localTime(at('2026-01-01T00:00:00Z'), 'Asia/Kathmandu').text).toBe('2026-01-01 05:45:00');
    expect(localTime(at('2026-01-01T11:00:00Z'), 'Pacific/Kiritimati').date).toBe('2026-01-02');
  });

  it('says what the zone data say, whatever was asked before', () => {
    const zones = ['Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca', 'America/St_Johns', 'Asia/Kathmandu'];
    const moment = fc.integer({ min: at('1975-01-01T00:00:00Z'), max: at('2050-01-01T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moment, (timeZone, when) => {
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
        return localTime(when, timeZone).text === format.format(when);
      }),
    );
  });

  it('refuses a zone that does not exist', () => {
    expect(() => localTime(0, 'Mars/Olympus')).toThrow(expect.objectContaining({ code: 'time-zone.unknown' }));
  });
});

describe('the business date of a shift', () => {
  it('is yesterday when the shift opened before the cut-off', () => {
    const opened = (text: string) => businessDate(at(text), 'Asia/Jerusalem', 240);
    expect([opened('2026-08-10T00:59:00Z'), opened('2026-08-10T01:00:00Z')]).toEqual(['2026-08-09', '2026-08-10']);
  });

  it('is the local day, not that of UTC', () => {
    expect(businessDate(at('2026-08-10T22:30:00Z'), 'Asia/Jerusalem', 0)).toBe('2026-08-11');
  });

  it('counts the cut-off on the wall clock on the night the clock changes', () => {
    expect(businessDate(at('2026-10-25T02:30:00Z'), 'Europe/Berlin', 240)).toBe('2026-10-24');
    expect(businessDate(at('2026-10-25T03:00:00Z'), 'Europe/Berlin', 240)).toBe('2026-10-25');
    expect(businessDate(at('2026-03-29T01:30:00Z'), 'Europe/Berlin', 240)).toBe('2026-03-28');
    expect(businessDate(at('2026-03-29T02:00:00Z'), 'Europe/Berlin', 240)).toBe('2026-03-29');
  });
});

describe('days', () => {
  it('go over months, years and leap days', () => {
    expect([addDays('2026-03-01', -1), addDays('2028-02-28', 1), addDays('2026-12-31', 1)]).toEqual([
      '2026-02-28',
      '2028-02-29',
      '2027-01-01',
    ]);
  });

  it('are refused when they are none', () => {
    expect(() => addDays('not a day', 1)).toThrow(expect.objectContaining({ code: 'date.malformed' }));
  });
});
