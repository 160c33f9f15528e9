import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { DomainError } from '@app/kernel';
import { Answers, AttemptBrake, Operation, PageSessions } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OPERATIONS } from '../operations';
import { Administrator } from './administrator';
import { LONGEST_PASSWORD } from './password-rules';
import type { SessionOwner } from './user-sessions';

const logOnBody = z.strictObject({ password: z.string().min(1).max(LONGEST_PASSWORD) });
const sessionAnswer = z.object({ endsAt: z.int() }).meta({ id: 'Session' });

@Controller('console/v1/session')
export class SessionController {
  constructor(
    @Inject(Administrator) private readonly administrator: Administrator,
    @Inject(AttemptBrake) private readonly brake: AttemptBrake,
    @Inject(PageSessions) private readonly sessions: PageSessions<SessionOwner>,
  ) {}

  @Post()
  @HttpCode(204)
  @Operation(OPERATIONS.logOn)
  @Answers(204, 'Logged on; the session is in a cookie.')
  async logOn(
    @Body({ schema: logOnBody }) { password }: z.output<typeof logOnBody>,
    @Req() { raw }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const isRight = await this.brake.attempt(() => this.administrator.matches(password));
    if (!isRight) throw new DomainError('auth.wrong-password', 'That is not the password.', { field: '/password' });
    reply.header('set-cookie', this.sessions.begin(raw, { role: 'admin' }));
  }

  @Get()
  @Operation(OPERATIONS.readSession)
  @Answers(200, 'The session.', sessionAnswer)
  read(@Req() { raw }: FastifyRequest): z.input<typeof sessionAnswer> {
    return { endsAt: this.sessions.endOf(raw) };
  }

  @Delete()
  @HttpCode(204)
  @Operation(OPERATIONS.logOff)
  @Answers(204, 'Logged off.')
  logOff(@Req() { raw }: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    reply.header('set-cookie', this.sessions.end(raw));
  }
}
