import { DomainError } from '@app/kernel';
import { equalsInConstantTime, type Authenticator, type KeyFiles, type PlatformRequest } from '@app/platform';

export const MACHINE_TOKEN = 'machine.token';

/** The token of `Authorization: Bearer <token>`. */
export function bearerOf({ headers }: PlatformRequest): string {
  const [, token] = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(headers.authorization?.toString() ?? '') ?? [];
  if (!token) throw new DomainError('auth.required', 'a bearer token is required');
  return token;
}

/** Whoever can read the file beside the store: the console and the command line on this machine. */
export function machineAuthenticator(keys: KeyFiles): Authenticator {
  const expected = keys.tokenFor(MACHINE_TOKEN);
  return {
    authenticate: (request) => {
      if (!equalsInConstantTime(bearerOf(request), expected)) throw new DomainError('auth.invalid', 'the machine credential is wrong');
      return { kind: 'machine' };
    },
  };
}
