import type { CatalogConfiguration, PriceGroupMemberRow, PriceGroupRow } from './configuration';

/** Who asks for prices or offers. */
export interface PriceGroupSeeker {
  readonly legalEntityId: string;
  readonly channelId: string;
  /** Of a customer alone. */
  readonly priceGroupIds?: readonly string[] | undefined;
  readonly affiliationIds?: readonly string[] | undefined;
  readonly loyaltyTierIds?: readonly string[] | undefined;
  readonly catalogIds?: readonly string[] | undefined;
}

/** The price groups that count for a seeker, each once, the higher priority first, then by id. */
export function priceGroupsOf(
  { priceGroups, priceGroupMembers }: Pick<CatalogConfiguration, 'priceGroups' | 'priceGroupMembers'>,
  seeker: PriceGroupSeeker,
): PriceGroupRow[] {
  const own: Readonly<Record<PriceGroupMemberRow['memberKind'], readonly string[]>> = {
    channel: [seeker.channelId],
    affiliation: seeker.affiliationIds ?? [],
    'loyalty-tier': seeker.loyaltyTierIds ?? [],
    catalog: seeker.catalogIds ?? [],
  };
  const isOurs = ({ legalEntityId }: { readonly legalEntityId: string }): boolean => legalEntityId === seeker.legalEntityId;
  const counting = priceGroupMembers.filter((row) => isOurs(row) && own[row.memberKind].includes(row.memberId));
  const ids = new Set([...counting.map(({ priceGroupId }) => priceGroupId), ...(seeker.priceGroupIds ?? [])]);
  const found = priceGroups.filter((row) => isOurs(row) && ids.has(row.priceGroupId));
  return found.sort((a, b) => b.priority - a.priority || (a.priceGroupId < b.priceGroupId ? -1 : 1));
}
