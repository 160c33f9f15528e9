import { QUANTITY_SCALE, RATE_SCALE, UNIT_PRICE_SCALE, type Quantity } from '@app/kernel';
import { NOTHING, ratio, sum, times, WHOLE, type Ratio } from './ratio';
import type { TaxOrigin, TaxRate } from './tax-terms';

/** A tax as it depends on the net: `ofNet * net + fixed`, in minor units. Every origin is of this form, so net and gross find each other. */
export interface TaxShare {
  readonly ofNet: Ratio;
  readonly fixed: Ratio;
}

const NO_SHARE: TaxShare = { ofNet: NOTHING, fixed: NOTHING };
const NET: TaxShare = { ofNet: WHOLE, fixed: NOTHING };
const PERCENT_OF_NET: TaxOrigin = { kind: 'percent-of-net' };

export const sumShares = (...shares: readonly TaxShare[]): TaxShare => ({
  ofNet: sum(...shares.map(({ ofNet }) => ofNet)),
  fixed: sum(...shares.map(({ fixed }) => fixed)),
});

const scaled = ({ ofNet, fixed }: TaxShare, by: Ratio): TaxShare => ({ ofNet: times(ofNet, by), fixed: times(fixed, by) });

/** Shares of the codes in their order. What an exempt code would charge counts nowhere, nor does a code of a tax that is not charged. */
export function taxShares(codes: readonly TaxRate[], quantity: Quantity, minorDigits: number): TaxShare[] {
  const duties = codes.map((code) => dutyOf(code, quantity, minorDigits));
  const taxedNet = sumShares(NET, ...duties.filter((_, index) => isBeforeTax(codes[index])));

  /** `within` are the codes being reckoned: a chain that leads back to one of them charges nothing there. */
  const shareOf = (code: TaxRate, within: readonly TaxRate[]): TaxShare => {
    if (isExempt(code) || within.includes(code)) return NO_SHARE;
    const origin = originOf(code);
    const rate = ratio(BigInt(code.rate), 10n ** BigInt(RATE_SCALE));
    const others = (fitting: (other: TaxRate) => boolean): TaxShare[] =>
      codes.filter((other) => other !== code && fitting(other)).map((other) => shareOf(other, [...within, code]));
    switch (origin.kind) {
      case 'amount-per-unit': return duties[codes.indexOf(code)] ?? NO_SHARE;
      case 'percent-of-net': return scaled(taxedNet, rate);
      case 'percent-of-tax': return scaled(sumShares(...others(({ taxCodeId }) => taxCodeId === origin.ofTaxCodeId)), rate);
      case 'percent-of-gross': return scaled(sumShares(NET, ...others((other) => isInGross(other, origin.ofTaxCodeId))), rate);
    } // prettier-ignore
  };
  return codes.map((code) => shareOf(code, []));
}

export const originOf = ({ terms }: TaxRate): TaxOrigin => terms?.origin ?? PERCENT_OF_NET;
export const isExempt = ({ terms }: TaxRate): boolean => terms?.isExempt ?? false;

/** Whether a percentage of gross is taken of it: of one code where one is named, else of all but those of gross themselves. */
export function isInGross(other: TaxRate, ofTaxCodeId: string | null): boolean {
  return ofTaxCodeId === null ? originOf(other).kind !== 'percent-of-gross' : other.taxCodeId === ofTaxCodeId;
}

export function isBeforeTax(code: TaxRate | undefined): boolean {
  const origin = code && originOf(code);
  return origin?.kind === 'amount-per-unit' && origin.isBeforeTax;
}

function dutyOf(code: TaxRate, quantity: Quantity, minorDigits: number): TaxShare {
  const origin = originOf(code);
  if (origin.kind !== 'amount-per-unit' || isExempt(code)) return NO_SHARE;
  const scale = UNIT_PRICE_SCALE + QUANTITY_SCALE + QUANTITY_SCALE - minorDigits;
  return { ofNet: NOTHING, fixed: ratio(BigInt(origin.unitAmount) * BigInt(origin.units) * BigInt(quantity), 10n ** BigInt(scale)) };
}
