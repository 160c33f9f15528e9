import fc from 'fast-check';
import { outdatedCopies } from './kept-copies';

const at = (text: string) => ({ at: Date.parse(text) });

describe('copies that are kept', () => {
  it('are the newest of each of the last days, and of each of the last weeks', () => {
    const copies = Array.from({ length: 40 }, (_, day) => ({ at: Date.UTC(2026, 0, 1 + day, 2, 10) }));
    const gone = new Set(outdatedCopies(copies, { days: 7, weeks: 4 }));
    const kept = copies.filter((copy) => !gone.has(copy)).map((copy) => new Date(copy.at).toISOString().slice(0, 10));
    expect(kept).toEqual([
      ...['2026-01-25', '2026-02-01'], // Sundays; the two newest weeks end with days below
      ...['2026-02-03', '2026-02-04', '2026-02-05', '2026-02-06', '2026-02-07', '2026-02-08', '2026-02-09'],
    ]);
  });

  it('count days that have one, so that a box that was off for a year still has its last week', () => {
    const copies = [at('2025-01-01T02:00Z'), at('2025-01-02T02:00Z'), at('2026-06-01T02:00Z')];
    expect(outdatedCopies(copies, { days: 3, weeks: 0 })).toEqual([]);
  });

  it('are one a day, the newest', () => {
    const copies = [at('2026-01-01T02:00Z'), at('2026-01-01T09:00Z')];
    expect(outdatedCopies(copies, { days: 7, weeks: 4 })).toEqual([copies[0]]);
  });

  it('always hold the newest, in whatever order they come', () => {
    const copies = fc.uniqueArray(fc.integer({ min: 0, max: 4e12 }), { minLength: 1 });
    fc.assert(
      fc.property(copies, fc.nat(9), fc.nat(5), (times, days, weeks) => {
        const given = times.map((time) => ({ at: time }));
        const gone = outdatedCopies(given, { days, weeks });
        expect(gone.some(({ at: time }) => time === Math.max(...times))).toBe(false);
        expect(given.length - gone.length).toBeLessThanOrEqual(days + weeks + 1);
      }),
    );
  });
});
