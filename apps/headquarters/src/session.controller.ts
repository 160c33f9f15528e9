import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { DomainError } from '@app/kernel';
import { Answers, AttemptBrake, Operation, PageSessions } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AdministratorAuthenticator } from './administrator';
import { SESSION_OPERATIONS } from './operations';

const logOnBody = z.strictObject({ token: z.string().trim().min(1).max(200) });

/** How a browser comes in: the administrator's token once, then a cookie that scripts cannot read. */
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly administrator: AdministratorAuthenticator,
    private readonly brake: AttemptBrake,
    private readonly sessions: PageSessions<'administrator'>,
  ) {}

  @Post()
  @HttpCode(204)
  @Operation(SESSION_OPERATIONS.logOn)
  @Answers(204, 'Logged on; the session is in a cookie')
  async begin(
    @Body({ schema: logOnBody }) { token }: z.output<typeof logOnBody>,
    @Req() { raw }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const isRight = await this.brake.attempt(async () => this.administrator.isToken(token));
    if (!isRight) throw new DomainError('auth.invalid', 'the administrator token is wrong', { field: '/token' });
    reply.header('set-cookie', this.sessions.begin(raw, 'administrator'));
  }

  @Get()
  @Operation(SESSION_OPERATIONS.readSession)
  @Answers(200, 'The session', z.object({ endsAt: z.int() }))
  read(@Req() { raw }: FastifyRequest) {
    return { endsAt: this.sessions.endOf(raw) };
  }

  @Delete()
  @HttpCode(204)
  @Operation(SESSION_OPERATIONS.logOff)
  @Answers(204, 'Logged off')
  end(@Req() { raw }: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    reply.header('set-cookie', this.sessions.end(raw));
  }
}
