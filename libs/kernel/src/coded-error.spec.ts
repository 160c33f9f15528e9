import { DomainError, invariant, unreachable } from './coded-error';
import { currencyOf } from './currency';
import { offsetClock } from './clock';

it('states an invariant by throwing a coded error', () => {
  expect(() => invariant(false, 'shares add up')).toThrow(DomainError);
  expect(() => invariant(true, 'shares add up')).not.toThrow();
  expect(() => unreachable('x' as never)).toThrow(expect.objectContaining({ code: 'internal.unreachable' }));
});

it('knows the minor digits of currencies', () => {
  expect(['EUR', 'JPY', 'KWD', 'CLF', 'ILS'].map((code) => currencyOf(code).minorDigits)).toEqual([2, 0, 3, 4, 2]);
});

it('runs a clock of another day at real speed', () => {
  let now = 1_000;
  const clock = offsetClock({ now: () => now }, -400);
  now += 50;
  expect(clock.now()).toBe(650);
});
