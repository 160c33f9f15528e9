import { checkDigitFor } from '@app/kernel';

/** GS1 keeps prefix 952 for examples: no real article has these numbers. */
const EXAMPLE_PREFIX = '952';

/** A valid GTIN-13 for each number from 0. */
export function exampleGtin(number: number): string {
  const body = `${EXAMPLE_PREFIX}${String(number).padStart(9, '0')}`;
  return `${body}${checkDigitFor(body)}`;
}

/** A price between 0.49 and about 20, the same for the same number, ending like prices in shops end. */
export function examplePrice(number: number): string {
  const whole = (number * 7) % 20;
  const cents = [49, 99, 29, 79, 19, 89][number % 6];
  return `${whole}.${cents}`;
}
