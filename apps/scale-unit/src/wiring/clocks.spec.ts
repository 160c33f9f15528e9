import { businessClock, UnitClock } from './clocks';

describe('the clock of a box', () => {
  it('is corrected by what headquarters signed', () => {
    const clock = new UnitClock();
    clock.correct(86_400_000);
    expect(clock.now() - Date.now()).toBeGreaterThan(86_399_000);
  });

  it('never shows an earlier moment than one that was written down', () => {
    const clock = new UnitClock();
    const written = Date.now() + 3_600_000;
    clock.notBefore(written);
    expect(clock.now()).toBe(written);
    clock.correct(-86_400_000);
    expect(clock.now()).toBe(written);
  });
});

describe('the business clock', () => {
  it('runs at the same time of day on another day', () => {
    const real = { now: () => Date.parse('2026-11-20T17:30:00Z') };
    expect(new Date(businessClock(real, '2026-08-10').now()).toISOString()).toBe('2026-08-10T17:30:00.000Z');
    expect(businessClock(real, undefined)).toBe(real);
  });
});
