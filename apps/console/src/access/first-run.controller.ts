import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { Answers, freeText, Operation, PageSessions } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { noteForAudit } from '../audit/audit-hook';
import { OPERATIONS } from '../operations';
import { UsersService } from '../users/users.service';
import { FirstRunCode } from './first-run-code';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-rules';
import type { SessionOwner } from './user-sessions';

const firstRunAnswer = z.object({ isDone: z.boolean(), shortestPassword: z.int() }).meta({ id: 'FirstRun' });
const adminBody = z.strictObject({ code: z.string().max(40), name: freeText(60), password: z.string().max(LONGEST_PASSWORD) });

@Controller('console/v1/first-run')
export class FirstRunController {
  constructor(
    @Inject(UsersService) private readonly users: UsersService,
    @Inject(FirstRunCode) private readonly code: FirstRunCode,
    @Inject(PageSessions) private readonly sessions: PageSessions<SessionOwner>,
  ) {}

  @Get()
  @Operation(OPERATIONS.readFirstRun)
  @Answers(200, 'How far this box is set up.', firstRunAnswer)
  read(): z.input<typeof firstRunAnswer> {
    return { isDone: this.code.isDone(), shortestPassword: SHORTEST_PASSWORD };
  }

  @Post('admin')
  @HttpCode(204)
  @Operation(OPERATIONS.addFirstAdmin)
  @Answers(204, 'The first admin can log on, and is asked for a second factor next.')
  async addAdmin(
    @Body({ schema: adminBody }) { code, name, password }: z.output<typeof adminBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.code.check(code);
    const { id, revision } = await this.users.addFirstAdmin(name, password);
    noteForAudit(request, { who: name });
    reply.header('set-cookie', this.sessions.begin(request.raw, { kind: 'user', userId: id, revision, hasSecondFactor: false }));
  }
}
