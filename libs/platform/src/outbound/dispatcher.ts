import { rootCertificates } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { Secret } from '../config/secret';
import { agent, proxyAgent } from './undici';

export interface OutboundOptions {
  /** `http://proxy.chain.example:3128`; absent for a direct line. */
  readonly proxy?: string;
  /** `user:password` for the proxy. */
  readonly proxyCredentials?: Secret;
  /** Roots to trust, as PEM; the ones Node ships when absent. */
  readonly trustedRoots?: readonly string[];
  /** Roots to trust besides those Node ships: a chain that opens TLS at its border. */
  readonly extraRoot?: string;
}

const CONNECT_TIMEOUT_MS = 5_000;

/** The way out: direct or through a proxy. Never follows a redirect by itself: who is not headquarters does not send us elsewhere. */
export function createDispatcher(options: OutboundOptions): Dispatcher {
  const tls = { ca: rootsOf(options), minVersion: 'TLSv1.2' as const };
  const common = { connections: 16, pipelining: 1, keepAliveTimeout: 30_000, connect: { ...tls, timeout: CONNECT_TIMEOUT_MS } };
  if (!options.proxy) return new (agent())(common);
  return new (proxyAgent())({ ...common, uri: options.proxy, requestTls: tls, token: tokenOf(options.proxyCredentials) });
}

function rootsOf({ trustedRoots, extraRoot }: OutboundOptions): string[] | undefined {
  if (trustedRoots) return extraRoot ? [...trustedRoots, extraRoot] : [...trustedRoots];
  return extraRoot ? [...rootCertificates, extraRoot] : undefined;
}

export function tokenOf(credentials: Secret | undefined): string | undefined {
  return credentials && `Basic ${Buffer.from(credentials.reveal()).toString('base64')}`;
}
