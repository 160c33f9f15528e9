import type { Quantity } from '@app/kernel';
import type { PriceAsker } from './price-asker';
import type { ChannelRules } from './pricing-book';

/** Who asks in a channel for so much of a product: whoever the channel's price groups are for, and a customer where one is named. */
export function askerOf(
  { priceGroups, unitConversions, productConversions }: ChannelRules,
  productId: string,
  quantity: Quantity,
  customerId: string | null = null,
): PriceAsker {
  const own = productConversions.get(productId);
  return { quantity, customerId, groups: priceGroups, conversions: own ? [...own, ...unitConversions] : unitConversions };
}
