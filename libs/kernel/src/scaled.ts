import { DomainError } from './coded-error';

const DECIMAL = /^(-?)(\d{1,16})(?:\.(\d+))?$/;

/** The integer that stands for a decimal text at a scale: `parseScaled('12.5', 3)` is 12500. Refuses more digits than the scale keeps. */
export function parseScaled(text: string, scale: number): number {
  const short = parseShort(text, scale);
  if (short !== undefined) return short;
  const match = DECIMAL.exec(text);
  if (!match) throw new DomainError('number.malformed', `not a decimal number: ${text.slice(0, 40)}`);
  const [, sign, whole, fraction = ''] = match;
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > scale) throw new DomainError('number.too-precise', `more than ${scale} decimals: ${text.slice(0, 40)}`);
  return safe(Number(`${sign}${whole}${kept.padEnd(scale, '0')}`));
}

/** Digits that a double counts exactly, whatever they are. */
const EXACT_DIGITS = 15;

/** Nearly every number there is: few digits, no more decimals than the scale. Undefined for anything that needs a closer look. */
function parseShort(text: string, scale: number): number | undefined {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  if (text.length + scale > EXACT_DIGITS) return undefined;
  let value = 0;
  let point = text.length;
  for (let index = start; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - ZERO_DIGIT;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (digit === POINT - ZERO_DIGIT && point === text.length && index > start) point = index;
    else return undefined;
  }
  const decimals = Math.max(0, text.length - point - 1);
  const isWhole = text.length > start && point !== text.length - 1;
  if (!isWhole || decimals > scale) return undefined;
  const scaled = value * powerOf(scale - decimals);
  return start === 1 && scaled !== 0 ? -scaled : scaled;
}

/** The shortest exact decimal text with at least `minDecimals` decimals: `formatScaled(12500, 3)` is `12.5`. */
export function formatScaled(value: number, scale: number, minDecimals = 0): string {
  const digits = Math.abs(value);
  let fraction = digits % powerOf(scale);
  const whole = (digits - fraction) / powerOf(scale);
  let decimals = scale;
  for (; decimals > minDecimals && fraction % 10 === 0; decimals -= 1) fraction /= 10;
  const tail = decimals === 0 ? '' : String(powerOf(decimals) + fraction).slice(1);
  const sign = value < 0 ? '-' : '';
  return decimals === 0 && minDecimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${tail.padEnd(minDecimals, '0')}`;
}

const ZERO_DIGIT = 48;
const POINT = 46;
const MINUS = 45;

const POWERS: readonly number[] = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const powerOf = (exponent: number): number => POWERS[exponent] ?? 10 ** exponent;

/** Refuses what a double cannot hold exactly: every scaled integer stays within 2^53 - 1. */
export function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new DomainError('number.out-of-range', 'the number is outside the exact range');
  return value === 0 ? 0 : value;
}

/** A bigint back as an exact number. */
export function toSafeNumber(value: bigint): number {
  return safe(Number(value));
}
