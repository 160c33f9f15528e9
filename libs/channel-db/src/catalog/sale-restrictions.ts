import { recurringPeriod, type ChannelRules, type SaleRestriction } from '@app/commerce';
import type { CatalogConfiguration, ChannelRow } from './configuration';

/** Hours in which a channel may not sell goods; nothing where there are none. */
export function restrictionsOf(
  { saleRestrictions, categories }: Pick<CatalogConfiguration, 'saleRestrictions' | 'categories'>,
  { legalEntityId, channelId }: Pick<ChannelRow, 'legalEntityId' | 'channelId'>,
): Pick<ChannelRules, 'saleRestrictions'> {
  const ours = saleRestrictions.filter((row) => row.legalEntityId === legalEntityId && (row.onlyChannelId ?? channelId) === channelId);
  if (ours.length === 0) return {};
  const childrenOf = Map.groupBy(
    categories.filter((row) => row.legalEntityId === legalEntityId),
    ({ parentCategoryId }) => parentCategoryId,
  );
  return {
    saleRestrictions: ours.map(({ saleRestrictionId, name, subjectKind, subjectId, hours }): SaleRestriction => ({
      saleRestrictionId,
      name,
      concerns:
        subjectKind === 'product'
          ? { kind: 'product', productId: subjectId }
          : { kind: 'category', categoryIds: withAllBelow(subjectId, childrenOf) },
      periods: hours.map(recurringPeriod),
    })),
  };
}

/** A category that stands below itself is followed once. */
function withAllBelow(
  categoryId: string,
  childrenOf: ReadonlyMap<string | null, readonly { readonly categoryId: string }[]>,
): ReadonlySet<string> {
  const found = new Set([categoryId]);
  for (const at of found) for (const child of childrenOf.get(at) ?? []) found.add(child.categoryId);
  return found;
}
