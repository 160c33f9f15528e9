import type { Quantity } from '@app/kernel';
import type { PriceAsker } from './price-asker';
import type { ChannelRules, PricedBuyer } from './pricing-book';

/** Who asks in a channel for so much of a product: a buyer, or anybody whom the channel's price groups are for. */
export function askerOf(
  { priceGroups, unitConversions, productConversions }: ChannelRules,
  productId: string,
  quantity: Quantity,
  buyer: PricedBuyer = { customerId: null, priceGroups },
): PriceAsker {
  const own = productConversions.get(productId);
  const conversions = own ? [...own, ...unitConversions] : unitConversions;
  return { quantity, customerId: buyer.customerId, groups: buyer.priceGroups, conversions };
}
