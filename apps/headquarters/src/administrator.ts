import { DomainError } from '@app/kernel';
import { equalsInConstantTime, PageSessions, type AuthenticatedCaller, type Authenticator, type PlatformRequest } from '@app/platform';

/** Admits who holds the token of the file `keys/admin.token`, and a browser whose session began with it. */
export class AdministratorAuthenticator implements Authenticator {
  constructor(
    private readonly token: string,
    private readonly sessions: PageSessions<'administrator'>,
  ) {}

  authenticate(request: PlatformRequest): AuthenticatedCaller {
    const { headers } = request;
    if (headers.authorization === undefined && headers['cookie'] !== undefined) return { kind: this.sessions.admit(request) };
    const [, given] = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(String(headers.authorization ?? '')) ?? [];
    if (!given) throw new DomainError('auth.required', 'an administrator token is required');
    if (!this.isToken(given)) throw new DomainError('auth.invalid', 'the administrator token is wrong');
    return { kind: 'administrator' };
  }

  isToken(given: string): boolean {
    return equalsInConstantTime(given, this.token);
  }
}
