import {
  barcodeMaskEntity,
  chargeCodeEntity,
  currencyEntity,
  itemTaxGroupCodeEntity,
  legalEntityEntity,
  permissionGroupEntity,
  taxCodeEntity,
  taxGroupCodeEntity,
  taxOverrideEntity,
  unitConversionEntity,
  unitOfMeasureEntity,
} from '@app/protocol';
import { currencyOf } from '@app/kernel';
import { rowsOf, type EntityRows } from '../company/company-data';
import { PERMISSION_GROUPS } from './permission-groups';

export const PIECE = 'pcs';
export const KILOGRAM = 'kg';
const GRAM = 'g';
/** A group without codes. */
const NO_TAXES = 'none';
export const STORE_TAX_GROUP = 'store';
export const STANDARD_TAX = 'standard';
export const FOR_EVER = '9999-12-31';

/** What is charged beside goods, taxed as the first rate says. */
const CHARGE_CODES = [
  { chargeCodeId: 'delivery', name: 'Delivery' },
  { chargeCodeId: 'cancellation', name: 'Cancellation' },
] as const;

export interface CompanyPlan {
  readonly legalEntityId: string;
  readonly name: string;
  readonly registrationNumber: string;
  readonly currency: string;
  /** Item tax group to its rate as a decimal fraction. */
  readonly taxes: Readonly<Record<string, string>>;
  /** First day of the tax rates. */
  readonly validFrom: string;
}

/** What every company needs before it has a store: money, units, taxes, permission groups, labels. */
export function companyRows(plan: CompanyPlan): EntityRows[] {
  const { legalEntityId, name, registrationNumber, currency, validFrom } = plan;
  const taxes = Object.entries(plan.taxes);
  return [
    rowsOf(currencyEntity, { currencyCode: currency, minorDigits: currencyOf(currency).minorDigits }),
    rowsOf(
      unitOfMeasureEntity,
      { unitId: PIECE, name: 'Piece', decimals: 0 },
      { unitId: KILOGRAM, name: 'Kilogram', decimals: 3 },
      { unitId: GRAM, name: 'Gram', decimals: 0 },
    ),
    rowsOf(unitConversionEntity, { legalEntityId, productId: '*', fromUnitId: KILOGRAM, toUnitId: GRAM, numerator: 1_000, denominator: 1 }),
    rowsOf(legalEntityEntity, { legalEntityId, name, registrationNumber, currency }),
    rowsOf(
      taxCodeEntity,
      ...taxes.map(([id, rate]) => ({ legalEntityId, taxCodeId: id, name: `VAT ${id}`, rate, validFrom, validTo: FOR_EVER })),
    ),
    rowsOf(taxGroupCodeEntity, ...taxes.map(([id]) => ({ legalEntityId, taxGroupId: STORE_TAX_GROUP, taxCodeId: id }))),
    rowsOf(itemTaxGroupCodeEntity, ...taxes.map(([id]) => ({ legalEntityId, itemTaxGroupId: id, taxCodeId: id }))),
    rowsOf(taxOverrideEntity, { legalEntityId, taxOverrideId: 'tax-free', name: 'Tax-free', taxGroupId: NO_TAXES, itemTaxGroupId: null }),
    rowsOf(chargeCodeEntity, ...CHARGE_CODES.map((code) => ({ legalEntityId, ...code, itemTaxGroupId: taxes[0]?.[0] ?? NO_TAXES }))),
    rowsOf(permissionGroupEntity, ...PERMISSION_GROUPS.map((group) => ({ legalEntityId, ...group, permissions: [...group.permissions] }))),
    rowsOf(barcodeMaskEntity, ...LABELS.map((label) => ({ legalEntityId, ...label }))),
  ];
}

/**
 * Labels of a weighing scale: a prefix, an in-house code, a value, a check digit. The value is grams, tens of grams or cents. Slips of a
 * bottle machine: an in-house code, a number, cents, a check digit.
 */
const LABELS = [
  { maskId: 'weight-5', prefix: '21', length: 13, carries: 'weight', productStart: 2, productLength: 5, valueStart: 7, valueLength: 5, valueDecimals: 3 },
  { maskId: 'weight-7', prefix: '22', length: 13, carries: 'weight', productStart: 2, productLength: 7, valueStart: 9, valueLength: 3, valueDecimals: 2 },
  { maskId: 'price-5', prefix: '23', length: 13, carries: 'price', productStart: 2, productLength: 5, valueStart: 7, valueLength: 5, valueDecimals: 2 },
  { maskId: 'deposit-slip', prefix: '985', length: 13, carries: 'deposit-slip', productStart: 0, productLength: 3, valueStart: 8, valueLength: 4, valueDecimals: 2 },
] as const; // prettier-ignore
