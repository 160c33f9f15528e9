import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

const isEncrypted = (request: IncomingMessage): boolean => (request.socket as Partial<TLSSocket>).encrypted === true;

/**
 * Where a browser keeps the session of one app. Over TLS, `__Host-` binds it to this very host; a person at the machine itself
 * comes over plain loopback HTTP, where browsers refuse that.
 */
export class SessionCookie {
  constructor(private readonly name: string) {}

  tokenIn(request: IncomingMessage): string | undefined {
    const start = `${this.nameFor(request)}=`;
    const parts = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
    return parts.find((part) => part.startsWith(start))?.slice(start.length);
  }

  /** The `Set-Cookie` that gives a session to the browser; an empty token takes it away. No expiry: it ends with the browser. */
  give(request: IncomingMessage, token: string): string {
    const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict'];
    if (isEncrypted(request)) attributes.push('Secure');
    if (token === '') attributes.push('Max-Age=0');
    return [`${this.nameFor(request)}=${token}`, ...attributes].join('; ');
  }

  private nameFor(request: IncomingMessage): string {
    return isEncrypted(request) ? `__Host-${this.name}` : this.name;
  }
}
