import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema';

/** Answers of the console's API by the names of openapi/console.json. */
export type ConsoleSchemas = components['schemas'];
export type ConsoleClient = Client<paths>;

/** A typed client of the console's API. */
export function createConsoleClient(options: ClientOptions): ConsoleClient {
  return createClient<paths>(options);
}
