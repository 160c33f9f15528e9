import { DomainError } from '@app/kernel';
import { bearerOf, equalsInConstantTime, type Authenticator, type KeyFiles } from '@app/platform';

export const MACHINE_TOKEN = 'machine.token';

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
