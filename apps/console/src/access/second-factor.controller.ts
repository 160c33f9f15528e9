import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { DomainError } from '@app/kernel';
import { Answers, CurrentCaller, Operation, PageSessions } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Observer } from '../observation/observer';
import { OPERATIONS } from '../operations';
import type { User } from '../users/user-file';
import { SecondFactors } from './second-factors';
import type { Need, SessionOwner, UserCaller } from './user-sessions';

const codeBody = z.strictObject({ code: z.string().min(1).max(20) });
const enrolmentAnswer = z.object({ secret: z.string(), uri: z.string() }).meta({ id: 'SecondFactorEnrolment' });

/** The second step in, for admins. */
@Controller('console/v1/session/second-factor')
export class SecondFactorController {
  constructor(
    @Inject(SecondFactors) private readonly factors: SecondFactors,
    @Inject(Observer) private readonly observer: Observer,
    @Inject(PageSessions) private readonly sessions: PageSessions<SessionOwner>,
  ) {}

  @Post()
  @HttpCode(204)
  @Operation(OPERATIONS.proveSecondFactor)
  @Answers(204, 'The code is right: the session may do what its user may.')
  prove(
    @Body({ schema: codeBody }) { code }: z.output<typeof codeBody>,
    @CurrentCaller() caller: UserCaller,
    @Req() { raw }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): void {
    const user = inNeedOf('second-factor', caller);
    this.factors.check(user.id, code);
    reply.header('set-cookie', this.stepUp(raw, user));
  }

  @Post('enrolment')
  @HttpCode(200)
  @Operation(OPERATIONS.beginSecondFactor)
  @Answers(200, 'A secret for the authenticator, and the address that carries it in a QR code.', enrolmentAnswer)
  begin(@CurrentCaller() caller: UserCaller): z.input<typeof enrolmentAnswer> {
    const user = inNeedOf('second-factor-enrolment', caller);
    const [store] = this.observer.now().status?.channels ?? [];
    return this.factors.begin(user, store?.name ?? 'Store console');
  }

  @Post('enrolment/confirm')
  @HttpCode(204)
  @Operation(OPERATIONS.confirmSecondFactor)
  @Answers(204, 'The authenticator is set up and its code right: the session may do what its user may.')
  confirm(
    @Body({ schema: codeBody }) { code }: z.output<typeof codeBody>,
    @CurrentCaller() caller: UserCaller,
    @Req() { raw }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): void {
    const user = inNeedOf('second-factor-enrolment', caller);
    this.factors.confirm(user.id, code);
    reply.header('set-cookie', this.stepUp(raw, user));
  }

  private stepUp(raw: FastifyRequest['raw'], { id, revision }: User): string {
    return this.sessions.begin(raw, { kind: 'user', userId: id, revision, hasSecondFactor: true });
  }
}

function inNeedOf(need: Need, { user, needs }: UserCaller): User {
  if (user && needs === need) return user;
  throw new DomainError('auth.not-permitted', 'that is not what is needed of this user now', { needs });
}
