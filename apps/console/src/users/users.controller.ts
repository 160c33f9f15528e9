import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ROLES } from '@app/appliance';
import { Answers, freeText, Operation } from '@app/platform';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { noteForAudit } from '../audit/audit-hook';
import { OPERATIONS } from '../operations';
import type { User } from './user-file';
import { UsersService } from './users.service';

const role = z.enum(ROLES);
const userAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    role,
    /** Whom headquarters lets in, only headquarters changes. */
    source: z.enum(['box', 'headquarters']),
    hasSecondFactor: z.boolean(),
    /** Has not chosen a password yet. */
    isFirstPassword: z.boolean(),
    lastLogOnAt: z.number().nullable(),
  })
  .meta({ id: 'User' });
const usersAnswer = z.object({ users: z.array(userAnswer) }).meta({ id: 'Users' });
const newUserAnswer = z.object({ user: userAnswer, firstPassword: z.string() }).meta({ id: 'NewUser' });
const firstPasswordAnswer = z.object({ firstPassword: z.string() }).meta({ id: 'FirstPassword' });

const userBody = z.strictObject({ name: freeText(60).min(1), role });
const roleBody = z.strictObject({ role });
const userId = z.string().min(1).max(60);

@Controller('console/v1/users')
export class UsersController {
  constructor(@Inject(UsersService) private readonly users: UsersService) {}

  @Get()
  @Operation(OPERATIONS.listUsers)
  @Answers(200, 'Who may log on.', usersAnswer)
  list(): z.input<typeof usersAnswer> {
    return { users: this.users.list().map((user) => this.answerOf(user)) };
  }

  @Post()
  @Operation(OPERATIONS.addUser)
  @Answers(201, 'The user, and the password for the first time, shown once.', newUserAnswer)
  async add(
    @Body({ schema: userBody }) body: z.output<typeof userBody>,
    @Req() request: FastifyRequest,
  ): Promise<z.input<typeof newUserAnswer>> {
    noteForAudit(request, { subject: `${body.name}, ${body.role}` });
    const { user, firstPassword } = await this.users.addWithFirstPassword(body.name, body.role);
    return { user: this.answerOf(user), firstPassword };
  }

  @Post(':userId/role')
  @HttpCode(204)
  @Operation(OPERATIONS.changeRole)
  @Answers(204, 'The role is another one; sessions of this user are over.')
  changeRole(
    @Param('userId', { schema: userId }) id: string,
    @Body({ schema: roleBody }) body: z.output<typeof roleBody>,
    @Req() request: FastifyRequest,
  ): void {
    noteForAudit(request, { subject: `${this.users.get(id).name}, ${body.role}` });
    this.users.changeRole(id, body.role);
  }

  @Post(':userId/password')
  @HttpCode(200)
  @Operation(OPERATIONS.resetPassword)
  @Answers(200, 'A password for the first time, shown once; the one before works no more.', firstPasswordAnswer)
  async resetPassword(
    @Param('userId', { schema: userId }) id: string,
    @Req() request: FastifyRequest,
  ): Promise<z.input<typeof firstPasswordAnswer>> {
    noteForAudit(request, { subject: this.users.get(id).name });
    return { firstPassword: await this.users.giveFirstPassword(id) };
  }

  @Post(':userId/second-factor/reset')
  @HttpCode(204)
  @Operation(OPERATIONS.resetSecondFactor)
  @Answers(204, 'The next log-on sets up another authenticator.')
  resetSecondFactor(@Param('userId', { schema: userId }) id: string, @Req() request: FastifyRequest): void {
    noteForAudit(request, { subject: this.users.get(id).name });
    this.users.resetSecondFactor(id);
  }

  @Delete(':userId')
  @HttpCode(204)
  @Operation(OPERATIONS.removeUser)
  @Answers(204, 'This user comes in no more, and is out now.')
  remove(@Param('userId', { schema: userId }) id: string, @Req() request: FastifyRequest): void {
    noteForAudit(request, { subject: this.users.get(id).name });
    this.users.remove(id);
  }

  private answerOf({ id, name, role: ofUser, source, isFirstPassword, lastLogOnAt }: User): z.input<typeof userAnswer> {
    return { id, name, role: ofUser, source, isFirstPassword, lastLogOnAt, hasSecondFactor: this.users.hasSecondFactor(id) };
  }
}
