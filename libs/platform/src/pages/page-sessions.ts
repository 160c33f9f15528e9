import type { IncomingMessage } from 'node:http';
import { DomainError, type Clock, type Instant } from '@app/kernel';
import type { FastifyRequest } from 'fastify';
import type { PlatformRequest } from '../operations/caller';
import { SessionCookie } from './session-cookie';
import { endOf, Sessions } from './sessions';

/** A page that asks by itself says so with this header; such a request does not count as somebody using the app. */
const BACKGROUND_HEADER = 'x-background';

/** Sessions at the pages of one app, kept in its cookie, each with who began it. */
export class PageSessions<Who> {
  private readonly sessions: Sessions<Who>;
  private readonly cookie: SessionCookie;

  constructor(cookieName: string, clock: Clock) {
    this.sessions = new Sessions(clock);
    this.cookie = new SessionCookie(cookieName);
  }

  /** Who sends a request. Throws `auth.required` where there is no session, `auth.expired` where it is over. */
  admit(request: PlatformRequest): Who {
    const token = this.cookie.tokenIn((request as unknown as FastifyRequest).raw);
    if (!token) throw new DomainError('auth.required', 'Nobody is logged on.');
    const keepAlive = request.headers[BACKGROUND_HEADER] === undefined;
    const session = this.sessions.find(token, { keepAlive });
    if (!session) throw new DomainError('auth.expired', 'The session is over.');
    return session.who;
  }

  /** Whose live session a request has; asking does not keep it alive. */
  whoOf(request: IncomingMessage): Who | undefined {
    return this.sessions.find(this.cookie.tokenIn(request) ?? '', { keepAlive: false })?.who;
  }

  /** When the session of a request ends if nobody does anything. */
  endOf(request: IncomingMessage): Instant {
    const session = this.sessions.find(this.cookie.tokenIn(request) ?? '', { keepAlive: false });
    if (!session) throw new DomainError('auth.expired', 'The session is over.');
    return endOf(session);
  }

  /** Begins a session in place of the one the request has: the `Set-Cookie` for the answer. */
  begin(request: IncomingMessage, who: Who): string {
    this.sessions.end(this.cookie.tokenIn(request) ?? '');
    return this.cookie.give(request, this.sessions.begin(who));
  }

  /** Ends the session of a request: the `Set-Cookie` for the answer. */
  end(request: IncomingMessage): string {
    this.sessions.end(this.cookie.tokenIn(request) ?? '');
    return this.cookie.give(request, '');
  }
}
