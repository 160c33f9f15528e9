import { DomainError } from './coded-error';

const DECIMAL = /^(-?)(\d{1,16})(?:\.(\d+))?$/;

/** The integer that stands for a decimal text at a scale: `parseScaled('12.5', 3)` is 12500. Refuses more digits than the scale keeps. */
export function parseScaled(text: string, scale: number): number {
  const match = DECIMAL.exec(text);
  if (!match) throw new DomainError('number.malformed', `not a decimal number: ${text.slice(0, 40)}`);
  const [, sign, whole, fraction = ''] = match;
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > scale) throw new DomainError('number.too-precise', `more than ${scale} decimals: ${text.slice(0, 40)}`);
  return safe(Number(`${sign}${whole}${kept.padEnd(scale, '0')}`));
}

/** The shortest exact decimal text with at least `minDecimals` decimals: `formatScaled(12500, 3)` is `12.5`. */
export function formatScaled(value: number, scale: number, minDecimals = 0): string {
  const digits = String(Math.abs(value)).padStart(scale + 1, '0');
  const point = digits.length - scale;
  let end = digits.length;
  while (end > point + minDecimals && digits.charCodeAt(end - 1) === ZERO_DIGIT) end -= 1;
  const fraction = digits.slice(point, end).padEnd(minDecimals, '0');
  return `${value < 0 ? '-' : ''}${digits.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}`;
}

const ZERO_DIGIT = 48;

/** Refuses what a double cannot hold exactly: every scaled integer stays within 2^53 - 1. */
export function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new DomainError('number.out-of-range', 'the number is outside the exact range');
  return value === 0 ? 0 : value;
}

/** A bigint back as an exact number. */
export function toSafeNumber(value: bigint): number {
  return safe(Number(value));
}
