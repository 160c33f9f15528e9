import { DomainError } from '@app/kernel';
import { equalsInConstantTime, type AuthenticatedCaller, type Authenticator, type PlatformRequest } from '@app/platform';

/** Admits who holds the token of the file `keys/admin.token`. */
export class AdministratorAuthenticator implements Authenticator {
  constructor(private readonly token: string) {}

  authenticate({ headers }: PlatformRequest): AuthenticatedCaller {
    const [, given] = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(String(headers.authorization ?? '')) ?? [];
    if (!given) throw new DomainError('auth.required', 'an administrator token is required');
    if (!equalsInConstantTime(given, this.token)) throw new DomainError('auth.invalid', 'the administrator token is wrong');
    return { kind: 'administrator' };
  }
}
