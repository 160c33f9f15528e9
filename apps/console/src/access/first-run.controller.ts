import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Clock } from '@app/kernel';
import { Answers, Operation, PageSessions } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CLOCK } from '../config';
import { OPERATIONS } from '../operations';
import { Administrator } from './administrator';
import { FirstRunCode } from './first-run-code';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-rules';
import type { SessionOwner } from './user-sessions';

const firstRunAnswer = z.object({ isAdministratorSet: z.boolean(), shortestPassword: z.int() }).meta({ id: 'FirstRun' });
const administratorBody = z.strictObject({ code: z.string().max(40), password: z.string().max(LONGEST_PASSWORD) });

@Controller('console/v1/first-run')
export class FirstRunController {
  constructor(
    @Inject(Administrator) private readonly administrator: Administrator,
    @Inject(FirstRunCode) private readonly code: FirstRunCode,
    @Inject(PageSessions) private readonly sessions: PageSessions<SessionOwner>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Operation(OPERATIONS.readFirstRun)
  @Answers(200, 'How far this box is set up.', firstRunAnswer)
  read(): z.input<typeof firstRunAnswer> {
    return { isAdministratorSet: this.administrator.isSet(), shortestPassword: SHORTEST_PASSWORD };
  }

  @Post('administrator')
  @HttpCode(204)
  @Operation(OPERATIONS.setAdministrator)
  @Answers(204, 'The password is set and its owner logged on.')
  async setAdministrator(
    @Body({ schema: administratorBody }) { code, password }: z.output<typeof administratorBody>,
    @Req() { raw }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.code.check(code);
    await this.administrator.setPassword(password, this.clock.now());
    reply.header('set-cookie', this.sessions.begin(raw, { role: 'admin' }));
  }
}
