import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema';

/** Answers of the management API by the names of openapi/management.json. */
export type ManagementSchemas = components['schemas'];
export type ManagementClient = Client<paths>;

/** A typed client of the management API. */
export function createManagementClient(options: ClientOptions): ManagementClient {
  return createClient<paths>(options);
}
