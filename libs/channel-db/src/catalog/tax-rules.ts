import type { CartTaxTerms, ChannelRules, TaxRules } from '@app/commerce';
import type { CatalogConfiguration, ChannelRow } from './configuration';

/** How a channel is taxed, from one version of the configuration. */
export function taxRulesOf(
  configuration: CatalogConfiguration,
  channel: ChannelRow,
): Omit<TaxRules, 'taxGroupId' | 'unitConversions'> & Pick<ChannelRules, 'taxTerms' | 'taxOverrides'> {
  const isOurs = (row: { legalEntityId: string }): boolean => row.legalEntityId === channel.legalEntityId;
  const taxTerms = taxTermsOf(channel);
  return {
    taxCodes: configuration.taxCodes.filter(isOurs),
    taxGroups: codesBy(configuration.taxGroupCodes.filter(isOurs), (row) => row.taxGroupId),
    itemTaxGroups: codesBy(configuration.itemTaxGroupCodes.filter(isOurs), (row) => row.itemTaxGroupId),
    usesDestinationTax: channel.usesDestinationTax ?? false,
    usesCustomerTax: channel.usesCustomerTax ?? false,
    usesCustomerExemption: channel.usesCustomerExemption ?? false,
    taxOverrides: configuration.taxOverrides.filter(isOurs),
    ...(taxTerms && { taxTerms }),
  };
}

/** Undefined where the channel says nothing of its own, so that its carts carry nothing and are reckoned the short way. */
function taxTermsOf({ taxRoundingPer, taxRoundingBy, taxRoundingMode, exemptionLowersPrice }: ChannelRow): CartTaxTerms | undefined {
  const isDefault = (taxRoundingPer ?? 'line') === 'line' && (taxRoundingBy ?? 'code') === 'code';
  if (isDefault && (taxRoundingMode ?? HALF) === HALF && !exemptionLowersPrice) return undefined;
  const rounding = { per: taxRoundingPer ?? 'line', by: taxRoundingBy ?? 'code', mode: taxRoundingMode ?? HALF };
  return { rounding, exemptionLowersPrice: exemptionLowersPrice ?? false };
}

const HALF = 'half-away-from-zero';

function codesBy<Row extends { taxCodeId: string }>(rows: readonly Row[], groupOf: (row: Row) => string): Map<string, string[]> {
  return new Map([...Map.groupBy(rows, groupOf)].map(([group, members]) => [group, members.map(({ taxCodeId }) => taxCodeId)]));
}
