import type { CatalogConfiguration } from '@app/channel-db';
import type { DiscountLimit, PriceDirection, ReturnLimits } from '@app/commerce';
import { DomainError, parseAmount, rate, ZERO, type Amount, type Currency } from '@app/kernel';
import type { Seller } from './ports';

/** What the permission group of the employee, or of who stood in for them, may do with money. */
export interface StaffLimits {
  /** Given back without a receipt. */
  readonly returns: ReturnLimits;
  /** Taken off a line, and off a whole sale. */
  readonly lineDiscount: DiscountLimit;
  readonly totalDiscount: DiscountLimit;
  readonly prices: PriceDirection;
}

export function staffLimits(
  { workers, permissionGroups }: CatalogConfiguration,
  { channelId, legalEntityId, staffId, approvedBy }: Seller,
  currency: Currency,
): StaffLimits {
  const worker = workers.find((row) => row.channelId === channelId && row.workerId === (approvedBy ?? staffId));
  const group = permissionGroups.find((row) => row.legalEntityId === legalEntityId && row.permissionGroupId === worker?.permissionGroupId);
  const money = (text: string | undefined): Amount | null => limitOf(text, currency);
  return {
    returns: { line: money(group?.maximumLineReturn), total: money(group?.maximumReturn) },
    lineDiscount: { part: group?.maximumLineDiscount ?? rate(0), amount: money(group?.maximumLineDiscountAmount) },
    totalDiscount: { part: group?.maximumTotalDiscount ?? rate(0), amount: money(group?.maximumTotalDiscountAmount) },
    prices: group?.priceOverride ?? 'none',
  };
}

/** A limit nobody can read allows nothing. */
function limitOf(text: string | undefined, { minorDigits }: Currency): Amount | null {
  if (text === undefined) return null;
  try {
    return parseAmount(text, minorDigits);
  } catch (error) {
    if (error instanceof DomainError) return ZERO;
    throw error;
  }
}
