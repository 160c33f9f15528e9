import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { permissionsOf, type Permission, type Role } from '@app/appliance';
import { DomainError } from '@app/kernel';
import { PageSessions, type AuthenticatedCaller, type Authenticator, type PlatformRequest } from '@app/platform';
import { UserFile, type User } from '../users/user-file';

/** Whose session it is. It ends when the user's revision is another one. */
export type SessionOwner =
  | { readonly kind: 'user'; readonly userId: string; readonly revision: number; readonly hasSecondFactor: boolean }
  | { readonly kind: 'emergency-code' };

/** What somebody has to do before they may do anything. */
export type Need = 'new-password' | 'second-factor' | 'second-factor-enrolment';

/** Who stands behind a request. Until nothing is needed of them any more, they may do nothing. */
export interface UserCaller extends AuthenticatedCaller {
  readonly kind: 'user';
  /** Null for whoever came in with the emergency code. */
  readonly user: User | null;
  readonly name: string;
  readonly role: Role;
  readonly needs: Need | null;
  readonly permissions: ReadonlySet<Permission>;
}

const NOTHING: ReadonlySet<Permission> = new Set();

/** Admits whoever has a session, with what their role may do now. */
@Injectable()
export class UserSessions implements Authenticator {
  constructor(
    @Inject(PageSessions) private readonly sessions: PageSessions<SessionOwner>,
    @Inject(UserFile) private readonly file: UserFile,
  ) {}

  authenticate(request: PlatformRequest): UserCaller {
    const caller = this.callerOf(this.sessions.admit(request));
    if (!caller) throw new DomainError('auth.expired', 'The session is over.');
    return caller;
  }

  /** Whether a request's session may still see how the store stands; asking does not keep it alive. */
  isLive(request: IncomingMessage): boolean {
    const owner = this.sessions.whoOf(request);
    return owner !== undefined && this.callerOf(owner)?.permissions.has('look') === true;
  }

  private callerOf(owner: SessionOwner): UserCaller | undefined {
    if (owner.kind === 'emergency-code') {
      return { kind: 'user', user: null, name: 'Emergency code', role: 'admin', needs: null, permissions: permissionsOf('admin') };
    }
    const user = this.file.find(owner.userId);
    if (!user || user.revision !== owner.revision) return undefined;
    const needs = this.needOf(user, owner.hasSecondFactor);
    const permissions = needs === null ? permissionsOf(user.role) : NOTHING;
    return { kind: 'user', user, name: user.name, role: user.role, needs, permissions };
  }

  private needOf({ id, role, isFirstPassword }: User, hasSecondFactor: boolean): Need | null {
    if (isFirstPassword) return 'new-password';
    if (role !== 'admin' || hasSecondFactor) return null;
    return this.file.secondFactorOf(id) ? 'second-factor' : 'second-factor-enrolment';
  }
}
