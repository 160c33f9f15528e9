import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema';

/** Answers of headquarters by the names of openapi/headquarters.json. */
export type HeadquartersSchemas = components['schemas'];
export type HeadquartersClient = Client<paths>;

/** A typed client of headquarters' administration API. */
export function createHeadquartersClient(options: ClientOptions): HeadquartersClient {
  return createClient<paths>(options);
}
