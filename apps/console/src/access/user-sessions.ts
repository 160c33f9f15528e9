import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { permissionsOf, type Role } from '@app/appliance';
import { PageSessions, type AuthenticatedCaller, type Authenticator, type PlatformRequest } from '@app/platform';

/** Whose session it is. */
export interface SessionOwner {
  readonly role: Role;
}

/** Admits whoever has a session, with what their role may do. */
@Injectable()
export class UserSessions implements Authenticator {
  constructor(@Inject(PageSessions) private readonly sessions: PageSessions<SessionOwner>) {}

  authenticate(request: PlatformRequest): AuthenticatedCaller {
    const { role } = this.sessions.admit(request);
    return { kind: 'user', permissions: permissionsOf(role) };
  }

  /** Whether the session of a request still lives; asking does not keep it alive. */
  isLive(request: IncomingMessage): boolean {
    return this.sessions.whoOf(request) !== undefined;
  }
}
