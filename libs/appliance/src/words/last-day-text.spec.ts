import type { LastDayFacts } from '../facts/unit-status';
import { NOW } from '../testing/an-observation';
import { lastDayText } from './last-day-text';

const words = { now: NOW, timeZone: 'Europe/Berlin', locale: 'en-GB' };
const sent: LastDayFacts = {
  businessDate: '2026-11-19', openCount: 0, recordCount: 1203, acknowledgedCount: 1203, atHeadquartersCount: null, provenAt: null,
}; // prettier-ignore
const said = (parts: Partial<LastDayFacts>): string => Object.values(lastDayText({ ...sent, ...parts }, words)).join(' | ');

describe('the last day', () => {
  it('says in words how far it is, and never that it is proven before headquarters has said so', () => {
    expect(said({ openCount: 2, provenAt: NOW })).toBe('limited | 2 shifts still open | Thu 19 Nov. Close them at the registers.');
    expect(said({ acknowledgedCount: 42 })).toBe('info | Closed, waits for headquarters | Thu 19 Nov. 42 of 1,203 records are there.');
    expect(said({})).toBe('info | Closed and sent | Thu 19 Nov. Headquarters has not compared it yet; it is asked by itself.');
    expect(said({ atHeadquartersCount: 1202 })).toBe(
      'limited | Closed, not proven | Thu 19 Nov. 1,202 of 1,203 records are equal at headquarters.',
    );
    expect(said({ atHeadquartersCount: 1203, provenAt: NOW })).toBe(
      'good | Closed and proven | Thu 19 Nov. 1,203 of 1,203 records are equal at headquarters.',
    );
  });
});
