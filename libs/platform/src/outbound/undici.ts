import type { Agent, Dispatcher, ProxyAgent } from 'undici';
import { lazily } from '../lazily';

// Part by part, from the first call on: the package's index also loads fetch, caches and mocks, which hold some ten MiB.
const requestOf =
  lazily<(this: Dispatcher, options: RequestOptions & Target) => Promise<Dispatcher.ResponseData>>('undici/lib/api/api-request.js');
export const agent = lazily<typeof Agent>('undici/lib/dispatcher/agent.js');
export const proxyAgent = lazily<typeof ProxyAgent>('undici/lib/dispatcher/proxy-agent.js');

type Target = Pick<Dispatcher.RequestOptions, 'origin' | 'path'>;
type RequestOptions = Omit<Dispatcher.RequestOptions, 'origin' | 'path'>;

/** One request through a dispatcher; the answer's body must be read or dumped. */
export function request(dispatcher: Dispatcher, url: string | URL, options: RequestOptions): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = new URL(url);
  return requestOf().call(dispatcher, { ...options, origin, path: pathname + search });
}
