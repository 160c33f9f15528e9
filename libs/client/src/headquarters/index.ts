import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema';

/** Answers of headquarters by the names of openapi/headquarters.json. */
export type HeadquartersSchemas = components['schemas'];
export type HeadquartersClient = Client<paths>;

type Reading<Answer> = { get: { responses: { 200: { content: { 'application/json': Answer } } } } };
/** What reading a path answers. */
export type HeadquartersAnswer<Path extends keyof paths> = paths[Path] extends Reading<infer Answer> ? Answer : never;

/** A typed client of headquarters' administration API. */
export function createHeadquartersClient(options: ClientOptions): HeadquartersClient {
  return createClient<paths>(options);
}
