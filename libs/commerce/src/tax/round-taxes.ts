import { amount, type Amount, type Quantity } from '@app/kernel';
import { compare, floor, minus, ratio, rounded, sum, times, type Ratio } from './ratio';
import type { TaxRounding } from './tax-terms';

/** The exact tax of one code on one line, before anything was rounded. */
export interface ExactTax {
  readonly lineId: string;
  readonly taxCodeId: string;
  /** Codes of its line in a fixed form: lines with the same are one combination. */
  readonly combination: string;
  readonly quantity: Quantity;
  readonly exact: Ratio;
}

/** What the rules round together becomes one whole number of minor units, and is handed out so that its parts add up to it. */
export function roundTaxes(taxes: readonly ExactTax[], { per, by, mode }: TaxRounding): Amount[] {
  const result = taxes.map(() => amount(0));
  const exacts = taxes.map((tax) => (per === 'unit' ? ofUnits(tax, mode) : tax.exact));
  const parcels = Map.groupBy(taxes.keys(), (index) => parcelOf(taxes[index] as ExactTax, per, by));
  for (const members of parcels.values()) {
    const total = rounded(sum(...members.map((index) => exacts[index] as Ratio)), mode);
    const shares = handOut(total, members.map((index) => ({ exact: exacts[index] as Ratio, tax: taxes[index] as ExactTax }))); // prettier-ignore
    members.forEach((index, place) => (result[index] = shares[place] ?? amount(0)));
  }
  return result;
}

function parcelOf({ lineId, taxCodeId, combination }: ExactTax, per: TaxRounding['per'], by: TaxRounding['by']): string {
  const of = per === 'document' ? (by === 'code' ? [] : [combination]) : [lineId];
  return JSON.stringify(by === 'code' ? [...of, taxCodeId] : of);
}

/** The tax of one unit, rounded, as often as there are units. */
function ofUnits({ exact, quantity }: ExactTax, mode: TaxRounding['mode']): Ratio {
  if (quantity === 0) return exact;
  const unit = rounded(times(exact, ratio(1000n, BigInt(quantity))), mode);
  return ratio(BigInt(unit) * BigInt(quantity), 1000n);
}

/** Each gets its whole part; what is left goes to the largest remainders, then by code and line, so that no order of lines matters. */
function handOut(total: Amount, members: readonly { readonly exact: Ratio; readonly tax: ExactTax }[]): Amount[] {
  const shares = members.map(({ exact }) => floor(exact));
  const left = BigInt(total) - shares.reduce((all, share) => all + share, 0n);
  const rests = members.map(({ exact, tax }, index) => ({ index, tax, rest: minus(exact, ratio(shares[index] ?? 0n)) }));
  rests.sort((a, b) => compare(b.rest, a.rest) || inOrder(a.tax, b.tax));
  const count = BigInt(members.length);
  rests.forEach(({ index }, place) => {
    const more = floor(ratio(left, count)) + (BigInt(place) < ((left % count) + count) % count ? 1n : 0n);
    shares[index] = (shares[index] ?? 0n) + more;
  });
  return shares.map((share) => amount(Number(share)));
}

function inOrder(a: ExactTax, b: ExactTax): number {
  const [x, y] = [`${a.taxCodeId} ${a.lineId}`, `${b.taxCodeId} ${b.lineId}`];
  return x < y ? -1 : x > y ? 1 : 0;
}
