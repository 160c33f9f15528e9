import { Body, Controller, Delete, Get, HttpCode, Inject, Put, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { businessKey, consoleUser } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { DATABASE } from '../storage/tokens';
import { consoleUsersOf, putConsoleUser, removeConsoleUser } from './console-users';

const { name, role } = consoleUser.shape;
const store = z.strictObject({ channelDatabaseId: businessKey });
const named = store.extend({ name });
const order = named.extend({ role, password: z.string().min(12).max(200) });
const listing = z.object({ users: z.array(consoleUser.omit({ verifier: true })) });

/** People of headquarters who may log on at the console of a store, also while line and scale unit are away. */
@Controller('api/v1/console-users')
export class ConsoleUsersController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Operation(ADMIN_OPERATIONS.listConsoleUsers)
  @Answers(200, 'By name', listing)
  async list(@Query({ schema: store }) { channelDatabaseId }: z.output<typeof store>): Promise<z.input<typeof listing>> {
    const users = await consoleUsersOf(this.database.reader, channelDatabaseId);
    return { users: users.map(({ verifier: _, ...user }) => user) };
  }

  @Put()
  @HttpCode(204)
  @Operation(ADMIN_OPERATIONS.putConsoleUser)
  @Answers(204, 'The box knows after its next heartbeat')
  put(@Body({ schema: order }) body: z.output<typeof order>): Promise<void> {
    return putConsoleUser(this.database, body);
  }

  @Delete()
  @HttpCode(204)
  @Operation(ADMIN_OPERATIONS.removeConsoleUser)
  @Answers(204, 'Out, after the next heartbeat of the box')
  remove(@Query({ schema: named }) user: z.output<typeof named>): Promise<void> {
    return removeConsoleUser(this.database, user);
  }
}
