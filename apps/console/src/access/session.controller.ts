import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { PERMISSIONS, ROLES } from '@app/appliance';
import { DomainError } from '@app/kernel';
import { Answers, AttemptBrake, CurrentCaller, Operation, PageSessions } from '@app/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { noteForAudit } from '../audit/audit-hook';
import { OPERATIONS } from '../operations';
import { UsersService } from '../users/users.service';
import { EmergencyCode } from './emergency-code';
import { LogOn } from './log-on';
import { LONGEST_PASSWORD } from './password-rules';
import type { SessionOwner, UserCaller } from './user-sessions';

const password = z.string().min(1).max(LONGEST_PASSWORD);
const logOnBody = z.strictObject({ name: z.string().min(1).max(60), password });
const emergencyBody = z.strictObject({ code: z.string().min(1).max(60) });
const passwordBody = z.strictObject({ current: password, password });
const sessionAnswer = z
  .object({
    name: z.string(),
    role: z.enum(ROLES),
    /** What comes before anything else; null when nothing does. */
    needs: z.enum(['new-password', 'second-factor', 'second-factor-enrolment']).nullable(),
    permissions: z.array(z.enum(PERMISSIONS)),
    emergencyCode: z.enum(['none', 'sealed', 'used']),
    endsAt: z.int(),
  })
  .meta({ id: 'Session' });

@Controller('console/v1/session')
export class SessionController {
  constructor(
    @Inject(LogOn) private readonly logOnRules: LogOn,
    @Inject(UsersService) private readonly users: UsersService,
    @Inject(EmergencyCode) private readonly emergencyCode: EmergencyCode,
    @Inject(AttemptBrake) private readonly brake: AttemptBrake,
    @Inject(PageSessions) private readonly sessions: PageSessions<SessionOwner>,
  ) {}

  @Post()
  @HttpCode(204)
  @Operation(OPERATIONS.logOn)
  @Answers(204, 'Logged on; the session is in a cookie. It says what is needed next.')
  async logOn(
    @Body({ schema: logOnBody }) { name, password: typed }: z.output<typeof logOnBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    // Only a name that somebody has: people type passwords there.
    noteForAudit(request, { who: this.logOnRules.find(name)?.name });
    const { id, revision } = await this.logOnRules.withPassword(name, typed);
    reply.header('set-cookie', this.sessions.begin(request.raw, { kind: 'user', userId: id, revision, hasSecondFactor: false }));
  }

  @Post('emergency')
  @HttpCode(204)
  @Operation(OPERATIONS.useEmergencyCode)
  @Answers(204, 'Logged on as admin; the code is spent.')
  async logOnInEmergency(
    @Body({ schema: emergencyBody }) { code }: z.output<typeof emergencyBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const isRight = await this.brake.attempt(() => this.emergencyCode.spend(code));
    if (!isRight) throw new DomainError('auth.wrong-emergency-code', 'That is not the emergency code of now.', { field: '/code' });
    reply.header('set-cookie', this.sessions.begin(request.raw, { kind: 'emergency-code' }));
  }

  @Get()
  @Operation(OPERATIONS.readSession)
  @Answers(200, 'The session.', sessionAnswer)
  read(@Req() { raw }: FastifyRequest, @CurrentCaller() caller: UserCaller): z.input<typeof sessionAnswer> {
    const { name, role, needs, permissions } = caller;
    return {
      name,
      role,
      needs,
      permissions: [...permissions],
      emergencyCode: this.emergencyCode.state(),
      endsAt: this.sessions.endOf(raw),
    };
  }

  @Post('password')
  @HttpCode(204)
  @Operation(OPERATIONS.changeOwnPassword)
  @Answers(204, 'The password is another one, and all other sessions of this user are over.')
  async changePassword(
    @Body({ schema: passwordBody }) body: z.output<typeof passwordBody>,
    @CurrentCaller() { user, needs }: UserCaller,
    @Req() { raw }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (!user || (needs !== null && needs !== 'new-password')) throw new DomainError('auth.not-permitted', 'the second factor comes first');
    if (!(await this.brake.attempt(() => this.logOnRules.isPassword(user, body.current)))) {
      throw new DomainError('auth.wrong-password', 'That is not the password of now.', { field: '/current' });
    }
    const hasSecondFactor = needs === null && user.role === 'admin';
    const { id, revision } = await this.users.changePassword(user.id, body.password);
    reply.header('set-cookie', this.sessions.begin(raw, { kind: 'user', userId: id, revision, hasSecondFactor }));
  }

  @Delete()
  @HttpCode(204)
  @Operation(OPERATIONS.logOff)
  @Answers(204, 'Logged off.')
  logOff(@Req() { raw }: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    reply.header('set-cookie', this.sessions.end(raw));
  }
}
