import type { CatalogConfiguration } from '@app/channel-db';
import type { ReturnLimits } from '@app/commerce';
import { DomainError, parseAmount, ZERO, type Amount, type Currency } from '@app/kernel';
import type { Seller } from './ports';

/** What the permission group of the employee, or of who stood in for them, may give back without a receipt. */
export function returnLimits(
  { workers, permissionGroups }: CatalogConfiguration,
  { channelId, legalEntityId, staffId, approvedBy }: Seller,
  currency: Currency,
): ReturnLimits {
  const worker = workers.find((row) => row.channelId === channelId && row.workerId === (approvedBy ?? staffId));
  const group = permissionGroups.find((row) => row.legalEntityId === legalEntityId && row.permissionGroupId === worker?.permissionGroupId);
  return { line: limitOf(group?.maximumLineReturn, currency), total: limitOf(group?.maximumReturn, currency) };
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
