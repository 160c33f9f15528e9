import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema';

/** Answers of the commerce API by the names of openapi/commerce.json. */
export type CommerceSchemas = components['schemas'];
export type CommerceClient = Client<paths>;

/** A typed client of the commerce API. */
export function createCommerceClient(options: ClientOptions): CommerceClient {
  return createClient<paths>(options);
}
