import { hasRightCheckDigit } from '@app/kernel';

/** What is printed into a barcode: a price, a weight, or the money that a bottle machine counted. */
export type LabelContent = 'price' | 'weight' | 'deposit-slip';

/** How a barcode that carries its own weight or price is read. Positions count from 0. */
export interface BarcodeMask {
  readonly maskId: string;
  readonly prefix: string;
  readonly length: number;
  readonly carries: LabelContent;
  readonly productStart: number;
  readonly productLength: number;
  readonly valueStart: number;
  readonly valueLength: number;
  /** Decimals of the embedded value: 2 for a price in cents, 3 for grams of a kilogram. */
  readonly valueDecimals: number;
}

export interface Label {
  readonly maskId: string;
  readonly carries: LabelContent;
  /** In-house codes to try, as printed first, then without leading zeros. */
  readonly productCodes: readonly string[];
  readonly value: number;
  readonly valueDecimals: number;
}

/** The weight or price printed into a barcode; undefined when no mask fits or its check digit is wrong. Longest prefix wins. */
export function readLabel(text: string, masks: readonly BarcodeMask[]): Label | undefined {
  if (!/^\d{8,14}$/.test(text) || !hasRightCheckDigit(text)) return undefined;
  const fitting = masks.filter((mask) => mask.length === text.length && text.startsWith(mask.prefix));
  const mask = fitting.reduce<BarcodeMask | undefined>(
    (best, next) => (best && best.prefix.length >= next.prefix.length ? best : next),
    undefined,
  );
  if (!mask) return undefined;
  const printed = text.slice(mask.productStart, mask.productStart + mask.productLength);
  const value = Number(text.slice(mask.valueStart, mask.valueStart + mask.valueLength));
  return { maskId: mask.maskId, carries: mask.carries, productCodes: codesOf(printed), value, valueDecimals: mask.valueDecimals };
}

function codesOf(printed: string): string[] {
  const bare = printed.replace(/^0+/, '');
  return bare === printed || bare === '' ? [printed] : [printed, bare];
}

/** A label's value at another scale: 2 printed decimals as thousandths. Undefined when digits would be lost. */
export function labelValue(label: Label, decimals: number): number | undefined {
  const shift = decimals - label.valueDecimals;
  if (shift >= 0) return label.value * 10 ** shift;
  const divisor = 10 ** -shift;
  return label.value % divisor === 0 ? label.value / divisor : undefined;
}
