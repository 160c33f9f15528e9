import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@app/kernel';
import type { AuthenticatedCaller, Authenticator, PlatformRequest } from '@app/platform';
import type { FastifyRequest } from 'fastify';
import { sessionTokenOf } from './session-cookie';
import { Sessions } from './sessions';

/** A page that asks by itself says so with this header; such a request does not count as somebody using the console. */
const BACKGROUND_HEADER = 'x-background';

/** Admits whoever has a live session. */
@Injectable()
export class AdministratorAuthenticator implements Authenticator {
  constructor(@Inject(Sessions) private readonly sessions: Sessions) {}

  authenticate(request: PlatformRequest): AuthenticatedCaller {
    const token = sessionTokenOf((request as unknown as FastifyRequest).raw);
    if (!token) throw new DomainError('auth.required', 'Nobody is logged on.');
    if (!this.sessions.find(token, { keepAlive: request.headers[BACKGROUND_HEADER] === undefined })) {
      throw new DomainError('auth.expired', 'The session is over.');
    }
    return { kind: 'administrator' };
  }
}
