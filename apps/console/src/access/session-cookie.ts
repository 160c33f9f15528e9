import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

/** `__Host-` binds the cookie to this very host, over TLS only. A person at the box comes over plain loopback HTTP, where browsers refuse it. */
const SECURE_NAME = '__Host-console';
const LOOPBACK_NAME = 'console';

const isEncrypted = (request: IncomingMessage): boolean => (request.socket as Partial<TLSSocket>).encrypted === true;
const nameFor = (request: IncomingMessage): string => (isEncrypted(request) ? SECURE_NAME : LOOPBACK_NAME);

export function sessionTokenOf(request: IncomingMessage): string | undefined {
  const name = `${nameFor(request)}=`;
  const parts = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  return parts.find((part) => part.startsWith(name))?.slice(name.length);
}

/** The `Set-Cookie` that gives a session to the browser; an empty token takes it away. No expiry: it ends with the browser. */
export function sessionCookie(request: IncomingMessage, token: string): string {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict'];
  if (isEncrypted(request)) attributes.push('Secure');
  if (token === '') attributes.push('Max-Age=0');
  return [`${nameFor(request)}=${token}`, ...attributes].join('; ');
}
