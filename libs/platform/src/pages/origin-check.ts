import { hostname, networkInterfaces } from 'node:os';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '@app/kernel';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Host names under which this machine may be asked: its own, its addresses, and those of the settings. */
export function allowedHosts(more: readonly string[]): () => ReadonlySet<string> {
  const name = hostname().toLowerCase();
  const fixed = [...LOOPBACK, name, `${name}.local`, ...more.map((host) => host.toLowerCase())];
  // Read each time: a box gets another address while it runs.
  return () => new Set([...fixed, ...addresses()]);
}

function addresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list = []) =>
    list.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address)),
  );
}

/**
 * Refuses what another site makes a browser send: an unknown host name (DNS rebinding) where `hosts` says which are known,
 * and requests that change something from another origin. The session cookie is SameSite=Strict on top.
 */
export function useOriginCheck(instance: FastifyInstance, hosts?: () => ReadonlySet<string>): void {
  instance.addHook('onRequest', (request, _reply, done) => {
    const refusal = refusalOf(request, hosts?.());
    if (refusal) return done(refusal);
    return done();
  });
}

function refusalOf(request: FastifyRequest, hosts: ReadonlySet<string> | undefined): DomainError | undefined {
  const { host, origin } = request.headers;
  if (hosts && !hosts.has(nameOf(host ?? ''))) return new DomainError('auth.foreign-host', 'This box is not known under that name.');
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const site = request.headers['sec-fetch-site'];
  const isForeign = (origin !== undefined && hostOf(origin) !== host) || (site !== undefined && site !== 'same-origin' && site !== 'none');
  return isForeign ? new DomainError('auth.foreign-origin', 'The request comes from another site.') : undefined;
}

const nameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host;
}
