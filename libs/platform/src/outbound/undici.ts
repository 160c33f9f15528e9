import type { Agent, Dispatcher, ProxyAgent } from 'undici';
import { lazily } from '../lazily';

// Part by part, from the first call on: the package's index also loads fetch, caches and mocks, which hold some ten MiB.
const loadDispatcher = lazily<typeof Dispatcher>('undici/lib/dispatcher/dispatcher.js');
const loadRequest = lazily<Dispatcher['request']>('undici/lib/api/api-request.js');
const loadAgent = lazily<typeof Agent>('undici/lib/dispatcher/agent.js');
const loadProxyAgent = lazily<typeof ProxyAgent>('undici/lib/dispatcher/proxy-agent.js');

export const agent = (): typeof Agent => equipped(loadAgent());
export const proxyAgent = (): typeof ProxyAgent => equipped(loadProxyAgent());

/** One request through a dispatcher; the answer's body must be read or dumped. */
export function request(
  dispatcher: Dispatcher,
  url: string | URL,
  options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'>,
): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = new URL(url);
  return dispatcher.request({ ...options, origin, path: pathname + search });
}

/** Dispatchers get their methods from the index, so here too. */
function equipped<Class>(made: Class): Class {
  Object.assign(loadDispatcher().prototype, { request: loadRequest() });
  return made;
}
