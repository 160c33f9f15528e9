import { FOREVER } from '../../test/builders';
import { isOfferValid } from './offer';

/** 2026-08-10 is a Monday. */
const validAt = (minute: string, ...periods: { weekday: number; from: string; to: string }[]) =>
  isOfferValid({ ...FOREVER, periods }, minute);

describe('when an offer counts', () => {
  it('is always within its validity when it has no hours', () => {
    expect(validAt('2026-08-10T12:00')).toBe(true);
    expect(isOfferValid({ ...FOREVER, validTo: '2026-08-09', periods: [] }, '2026-08-10T12:00')).toBe(false);
  });

  it('is within one of its hours, the last minute not included', () => {
    const monday = { weekday: 1, from: '17:00', to: '19:00' };
    const minutes = ['2026-08-10T16:59', '2026-08-10T17:00', '2026-08-10T18:59', '2026-08-10T19:00', '2026-08-11T17:00'];
    expect(minutes.map((minute) => validAt(minute, monday))).toEqual([false, true, true, false, false]);
    expect(validAt('2026-08-11T17:00', monday, { weekday: 2, from: '00:00', to: '24:00' })).toBe(true);
  });

  it('goes on into the night of the next day, also from Sunday to Monday', () => {
    const sunday = { weekday: 7, from: '22:00', to: '02:00' };
    const minutes = ['2026-08-09T21:59', '2026-08-09T22:00', '2026-08-10T01:59', '2026-08-10T02:00', '2026-08-10T22:00'];
    expect(minutes.map((minute) => validAt(minute, sunday))).toEqual([false, true, true, false, false]);
  });
});
