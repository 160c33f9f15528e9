import type { IncomingMessage } from 'node:http';
import { DomainError, type Clock, type Instant } from '@app/kernel';
import type { FastifyRequest } from 'fastify';
import type { AuthenticatedCaller, Authenticator, PlatformRequest } from '../operations/caller';
import { SessionCookie } from './session-cookie';
import { endOf, Sessions } from './sessions';

/** A page that asks by itself says so with this header; such a request does not count as somebody using the app. */
const BACKGROUND_HEADER = 'x-background';

/** Sessions of administrators at the pages of one app, kept in its cookie. Admits whoever has a live one. */
export class PageSessions implements Authenticator {
  private readonly sessions: Sessions;
  private readonly cookie: SessionCookie;

  constructor(cookieName: string, clock: Clock) {
    this.sessions = new Sessions(clock);
    this.cookie = new SessionCookie(cookieName);
  }

  authenticate(request: PlatformRequest): AuthenticatedCaller {
    const token = this.cookie.tokenIn((request as unknown as FastifyRequest).raw);
    if (!token) throw new DomainError('auth.required', 'Nobody is logged on.');
    const keepAlive = request.headers[BACKGROUND_HEADER] === undefined;
    if (!this.sessions.find(token, { keepAlive })) throw new DomainError('auth.expired', 'The session is over.');
    return { kind: 'administrator' };
  }

  /** Whether the session of a request still lives; asking does not keep it alive. */
  isLive(request: IncomingMessage): boolean {
    return this.sessions.find(this.cookie.tokenIn(request) ?? '', { keepAlive: false }) !== undefined;
  }

  /** When the session of a request ends if nobody does anything. */
  endOf(request: IncomingMessage): Instant {
    const session = this.sessions.find(this.cookie.tokenIn(request) ?? '', { keepAlive: false });
    if (!session) throw new DomainError('auth.expired', 'The session is over.');
    return endOf(session);
  }

  /** Begins a session: the `Set-Cookie` for the answer. */
  begin(request: IncomingMessage): string {
    return this.cookie.give(request, this.sessions.begin());
  }

  /** Ends the session of a request: the `Set-Cookie` for the answer. */
  end(request: IncomingMessage): string {
    this.sessions.end(this.cookie.tokenIn(request) ?? '');
    return this.cookie.give(request, '');
  }
}
