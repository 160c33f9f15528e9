import fc from 'fast-check';
import { localTime } from '@app/kernel';
import { nextWindow } from './store-window';

const NIGHT = { from: '02:00', to: '05:00' };
const at = (text: string) => Date.parse(text);

describe('the window of an order', () => {
  it('is by the clock of the store', () => {
    const noon = at('2026-07-01T12:00Z');
    expect(nextWindow(NIGHT, 'Europe/Dublin', noon)).toEqual({
      opensAt: at('2026-07-02T01:00Z'), closesAt: at('2026-07-02T04:00Z'), deadlineAt: null,
    }); // prettier-ignore
    expect(nextWindow(NIGHT, 'America/New_York', noon).opensAt).toBe(at('2026-07-02T06:00Z'));
  });

  it('is the one that is open while half an hour of it is left', () => {
    expect(nextWindow(NIGHT, 'UTC', at('2026-07-01T04:29Z')).opensAt).toBe(at('2026-07-01T02:00Z'));
    expect(nextWindow(NIGHT, 'UTC', at('2026-07-01T04:31Z')).opensAt).toBe(at('2026-07-02T02:00Z'));
  });

  it('may go over midnight', () => {
    const overMidnight = { from: '22:00', to: '04:00' };
    expect(nextWindow(overMidnight, 'UTC', at('2026-07-01T01:00Z')).opensAt).toBe(at('2026-06-30T22:00Z'));
    expect(nextWindow(overMidnight, 'UTC', at('2026-07-01T12:00Z')).closesAt).toBe(at('2026-07-02T04:00Z'));
  });

  it('is nothing where none was asked for', () => {
    expect(nextWindow(null, 'UTC', 5)).toEqual({ opensAt: null, closesAt: null, deadlineAt: null });
  });

  it('is never over, and never more than a day and its own length ahead, also when clocks change', () => {
    const zones = fc.constantFrom('Europe/Dublin', 'America/Santiago', 'Australia/Lord_Howe', 'Pacific/Auckland', 'UTC');
    fc.assert(
      fc.property(zones, fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2027-12-31T00:00Z') }), (zone, now) => {
        const { opensAt, closesAt } = nextWindow(NIGHT, zone, now);
        const isLater = closesAt! - now >= 30 * 60_000 && opensAt! < closesAt! && closesAt! - now <= 29 * 3_600_000;
        return isLater && localTime(closesAt!, zone).text.slice(11, 16) >= '05:00';
      }),
    );
  });
});
