import { divideRounded, quantity, toSafeNumber, type LocalDate, type Quantity, type UnitPrice } from '@app/kernel';
import { unitFactor, type UnitConversion } from '../pricing/units';
import { chooseTaxGroup, NOBODY, type TaxParty, type TaxPolicy } from './choose-tax-group';
import type { TaxCode } from './tax-code';
import type { TaxOrigin, TaxRate, TaxTerms } from './tax-terms';

/** What decides taxes in a channel: its policy, and codes and groups of its legal entity. */
export interface TaxRules extends TaxPolicy {
  /** A code has one row per validity. */
  readonly taxCodes: readonly TaxCode[];
  /** Code ids by tax group of a store, customer or address. */
  readonly taxGroups: ReadonlyMap<string, readonly string[]>;
  /** Code ids by tax group of an item. */
  readonly itemTaxGroups: ReadonlyMap<string, readonly string[]>;
  readonly unitConversions: readonly UnitConversion[];
}

/** Another group in place of the one that would count: chosen by a person, for a line or a whole sale (operations 127 to 130). */
export interface TaxOverride {
  readonly taxOverrideId: string;
  readonly name: string;
  /** In place of the store's, customer's or address's; null leaves it. A group without codes charges nothing. */
  readonly taxGroupId: string | null;
  /** In place of the item's; null leaves it. */
  readonly itemTaxGroupId: string | null;
}

/** The item and its surroundings. */
export interface TaxedItem {
  readonly itemTaxGroupId: string;
  readonly unitId: string;
  readonly date: LocalDate;
  /** Of the item alone; they stand before those for all. */
  readonly conversions?: readonly UnitConversion[] | undefined;
  readonly party?: TaxParty | undefined;
  readonly override?: TaxOverride | undefined;
}

/**
 * What is charged on an item: the codes both in the buyer's or store's and in the item's tax group, with the terms of the day, by code.
 * A duty on a unit that the item's own does not convert to counts 0 units: `isTaxable` says so before anything is sold.
 */
export function chargedTaxes(rules: TaxRules, item: TaxedItem): readonly TaxRate[] {
  const { party = NOBODY, override } = item;
  const taxGroupId = override?.taxGroupId ?? chooseTaxGroup(rules, party);
  const itemTaxGroupId = override?.itemTaxGroupId ?? item.itemTaxGroupId;
  const isPlain = party.exemptTaxCodeIds.length === 0 || !rules.usesCustomerExemption;
  const crossing = { taxGroupId, itemTaxGroupId, unitId: item.unitId, date: item.date };
  const known = item.conversions?.length ? findRates(rules, crossing, item.conversions) : intersection(rules, crossing);
  return isPlain ? known : known.map((code) => (party.exemptTaxCodeIds.includes(code.taxCodeId) ? exempted(code) : code));
}

const exempted = (code: TaxRate): TaxRate => ({
  ...code,
  terms: { origin: code.terms?.origin ?? { kind: 'percent-of-net' }, isExempt: true },
});

/** Whether every duty of the codes can be counted. */
export const isTaxable = (codes: readonly TaxRate[]): boolean =>
  codes.every(({ terms }) => terms?.origin.kind !== 'amount-per-unit' || terms.origin.units > 0);

interface Crossing {
  readonly taxGroupId: string;
  readonly itemTaxGroupId: string;
  readonly unitId: string;
  readonly date: LocalDate;
}

/** A store sells all day under few crossings: each is found once per version of its rules. */
const found = new WeakMap<TaxRules, Map<string, readonly TaxRate[]>>();

function intersection(rules: TaxRules, crossing: Crossing): readonly TaxRate[] {
  const { taxGroupId, itemTaxGroupId, unitId, date } = crossing;
  const known = found.get(rules) ?? new Map<string, readonly TaxRate[]>();
  if (known.size === 0) found.set(rules, known);
  const key = `${taxGroupId}\n${itemTaxGroupId}\n${unitId}\n${date}`;
  const rates = known.get(key) ?? findRates(rules, crossing, []);
  known.set(key, rates);
  return rates;
}

function findRates(
  rules: TaxRules,
  { taxGroupId, itemTaxGroupId, unitId, date }: Crossing,
  ofItemOnly: readonly UnitConversion[],
): TaxRate[] {
  const conversions = [...ofItemOnly, ...rules.unitConversions];
  const ofItem = new Set(rules.itemTaxGroups.get(itemTaxGroupId));
  const charged = new Set((rules.taxGroups.get(taxGroupId) ?? []).filter((taxCodeId) => ofItem.has(taxCodeId)));
  const newest = new Map<string, TaxCode>();
  for (const code of rules.taxCodes) {
    if (!charged.has(code.taxCodeId) || !isValidOn(code, date)) continue;
    const known = newest.get(code.taxCodeId);
    if (!known || code.validFrom > known.validFrom) newest.set(code.taxCodeId, code);
  }
  const rates = [...newest.values()].map((code) => rateOf(code, unitId, conversions));
  return rates.sort((a, b) => (a.taxCodeId < b.taxCodeId ? -1 : 1));
}

const isValidOn = (row: { validFrom: LocalDate; validTo: LocalDate }, date: LocalDate): boolean =>
  row.validFrom <= date && date <= row.validTo;

function rateOf(code: TaxCode, unitId: string, conversions: readonly UnitConversion[]): TaxRate {
  const { taxCodeId, rate } = code;
  const origin = originIn(code, unitId, conversions);
  const terms: TaxTerms | undefined = origin && { origin, isExempt: false };
  return terms ? { taxCodeId, rate, terms } : { taxCodeId, rate };
}

/** Undefined for a plain percentage of the net, so that most lines carry no terms. */
function originIn(code: TaxCode, unitId: string, conversions: readonly UnitConversion[]): TaxOrigin | undefined {
  switch (code.origin) {
    case undefined:
    case 'percent-of-net': return undefined;
    case 'percent-of-gross': return { kind: 'percent-of-gross', ofTaxCodeId: code.ofTaxCodeId ?? null };
    case 'percent-of-tax': return { kind: 'percent-of-tax', ofTaxCodeId: code.ofTaxCodeId ?? '' };
    case 'amount-per-unit': {
      const units = unitsHeld(unitId, code.unitId ?? unitId, conversions);
      return { kind: 'amount-per-unit', unitAmount: code.unitAmount ?? (0 as UnitPrice), units, isBeforeTax: code.isBeforeTax ?? false };
    }
  } // prettier-ignore
}

function unitsHeld(from: string, to: string, conversions: readonly UnitConversion[]): Quantity {
  const factor = unitFactor(from, to, conversions) ?? { numerator: 0n, denominator: 1n };
  return quantity(toSafeNumber(divideRounded(factor.numerator * 1000n, factor.denominator, 'half-away-from-zero')));
}
