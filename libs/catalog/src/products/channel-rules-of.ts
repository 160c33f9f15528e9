import type { Assortment, CatalogReader } from '@app/channel-db';
import type { ChannelRules } from '@app/commerce';
import { catalogError } from '../errors';

/** What the caller's channel sells by; refused for one that was not sent down. */
export async function channelRulesOf(catalog: CatalogReader, { channelId }: Assortment): Promise<ChannelRules> {
  const rules = await catalog.rules(channelId);
  if (!rules) throw catalogError('channel.unknown', 'the channel was not sent down to this box', { channelId });
  return rules;
}
