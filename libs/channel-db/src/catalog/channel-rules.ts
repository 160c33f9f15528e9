import type { ChannelRules, TenderType } from '@app/commerce';
import { currencyOf, DomainError, parseAmount, type Amount, type Currency } from '@app/kernel';
import type { CatalogConfiguration, TenderTypeRow } from './configuration';
import { orderRulesOf } from './order-rules';
import { priceGroupsOf } from './price-groups';
import { restrictionsOf } from './sale-restrictions';
import { taxRulesOf } from './tax-rules';

/** What a channel sells by, gathered from one version of the configuration; undefined for a channel not sent down. */
export function channelRules(configuration: CatalogConfiguration, channelId: string): ChannelRules | undefined {
  const channel = configuration.channels.find((row) => row.channelId === channelId);
  if (!channel) return undefined;
  const currency = currencyIn(configuration, channel.currency);
  const isOurs = (row: { legalEntityId: string }) => row.legalEntityId === channel.legalEntityId;
  return {
    ...channel,
    repricesOpenBaskets: channel.repricesOpenBaskets ?? false,
    blindReturnDays: channel.blindReturnDays ?? 0,
    prohibitsMixedBaskets: channel.prohibitsMixedBaskets ?? false,
    refundsMayBeOverridden: channel.refundsMayBeOverridden ?? false,
    refundTenders: refundTendersOf(configuration, channelId),
    suspendedHours: channel.suspendedHours ?? null,
    voidsSuspendedAtClose: channel.voidsSuspendedAtClose ?? false,
    orders: orderRulesOf(configuration, channel),
    companyCurrency: currencyIn(configuration, configuration.legalEntities.find(isOurs)?.currency ?? channel.currency),
    exchangeRates: configuration.exchangeRates.filter(isOurs),
    catalogVersion: configuration.version,
    currency,
    ...taxRulesOf(configuration, channel),
    ...conversionsOf(configuration.unitConversions.filter(isOurs)),
    priceGroups: new Map(priceGroupsOf(configuration, channel).map(({ priceGroupId, priority }) => [priceGroupId, priority])),
    ...restrictionsOf(configuration, channel),
    tenderTypes: tenderTypesOf(configuration, channelId, currency),
    barcodeMasks: configuration.barcodeMasks.filter(isOurs),
    unitDecimals: new Map(configuration.units.map((unit) => [unit.unitId, unit.decimals])),
  };
}

/** Stated for every product. */
const EVERY_PRODUCT = '*';

function conversionsOf(rows: CatalogConfiguration['unitConversions']): Pick<ChannelRules, 'unitConversions' | 'productConversions'> {
  const productConversions = Map.groupBy(rows, ({ productId }) => productId);
  const unitConversions = productConversions.get(EVERY_PRODUCT) ?? [];
  productConversions.delete(EVERY_PRODUCT);
  return { unitConversions, productConversions };
}

function currencyIn(configuration: CatalogConfiguration, code: string): Currency {
  const row = configuration.currencies.find(({ currencyCode }) => currencyCode === code);
  return row ? { code, minorDigits: row.minorDigits } : currencyOf(code);
}

function refundTendersOf({ refundTenders }: CatalogConfiguration, channelId: string): ChannelRules['refundTenders'] {
  const ours = Map.groupBy(
    refundTenders.filter((row) => row.channelId === channelId),
    ({ tenderTypeId }) => tenderTypeId,
  );
  return new Map([...ours].map(([id, rows]) => [id, rows.map(({ refundTenderTypeId }) => refundTenderTypeId)]));
}

function tenderTypesOf(configuration: CatalogConfiguration, channelId: string, currency: Currency): ChannelRules['tenderTypes'] {
  const ours = configuration.tenderTypes.filter((row) => row.channelId === channelId);
  const types = ours.flatMap((row) => tenderTypeIn(row, currency, foreignCurrency(configuration, row, currency)) ?? []);
  return new Map(types.map((type) => [type.tenderTypeId, type]));
}

function foreignCurrency(configuration: CatalogConfiguration, row: TenderTypeRow, { code }: Currency): Currency | null {
  return row.currency === undefined || row.currency === code ? null : currencyIn(configuration, row.currency);
}

/** Undefined when a limit is finer than the currency: one tender that cannot be used must not stop the others. */
function tenderTypeIn(row: TenderTypeRow, { minorDigits }: Currency, foreign: Currency | null): TenderType | undefined {
  const inMinorUnits = (text: string | null = null): Amount | null => (text === null ? null : parseAmount(text, minorDigits));
  try {
    return {
      ...row,
      roundingStep: parseAmount(row.roundingStep, minorDigits),
      maximumOvertender: inMinorUnits(row.maximumOvertender),
      minimumAmount: inMinorUnits(row.minimumAmount),
      maximumAmount: inMinorUnits(row.maximumAmount),
      aboveMinimumTenderTypeId: row.aboveMinimumTenderTypeId ?? null,
      minimumChangeAmount: inMinorUnits(row.minimumChangeAmount),
      maximumUndertender: inMinorUnits(row.maximumUndertender),
      currency: foreign,
      allowsBlindReturn: row.allowsBlindReturn ?? row.allowsReturn,
    };
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
