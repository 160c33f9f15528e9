import { formatScaled, parseScaled } from '@app/kernel';

const formats = new Map<string, Intl.NumberFormat>();

function formatFor(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 4, numberingSystem: 'latn', ...options });
  formats.set(key, format);
  return format;
}

/** A decimal text as a locale writes it, with Latin digits. Exact: the text itself is formatted, never a double. */
export function numberText(decimal: string, locale: string, minimumFractionDigits = 0): string {
  return formatFor(locale, { minimumFractionDigits }).format(decimal as Intl.StringNumericLiteral);
}

/** A rate such as `0.18`. */
export function percentText(rate: string, locale: string): string {
  return formatFor(locale, { style: 'percent' }).format(Number(rate));
}

export const isZero = (decimal: string): boolean => /^-?0*(\.0*)?$/.test(decimal);

/** Exact, with as many digits after the point as the longest has. */
export function sumOfDecimals(decimals: readonly string[]): string {
  const digits = Math.max(0, ...decimals.map((decimal) => decimal.split('.')[1]?.length ?? 0));
  return formatScaled(
    decimals.reduce((sum, decimal) => sum + parseScaled(decimal, digits), 0),
    digits,
    digits,
  );
}
