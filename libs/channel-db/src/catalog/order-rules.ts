import type { ChargeCode, OrderRules } from '@app/commerce';
import { rate } from '@app/kernel';
import type { CatalogConfiguration, ChannelRow } from './configuration';

/** How a channel takes customer orders; undefined where it takes none. */
export function orderRulesOf({ chargeCodes }: CatalogConfiguration, channel: ChannelRow): OrderRules | undefined {
  const { orderDepositRate: depositRate, legalEntityId, deliveryChargeCodeId, cancellationChargeCodeId } = channel;
  if (depositRate === undefined) return undefined;
  const named = (id: string | undefined): ChargeCode | null =>
    chargeCodes.find((row) => row.legalEntityId === legalEntityId && row.chargeCodeId === id) ?? null;
  return {
    depositRate,
    deliveryCharge: named(deliveryChargeCodeId),
    cancellationRate: channel.cancellationRate ?? rate(0),
    cancellationCharge: named(cancellationChargeCodeId),
  };
}
