import { Body, Controller, Get, HttpCode, Inject, Put } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { businessKey, shortText } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { DATABASE } from '../storage/tokens';
import { listChannelDatabases, putChannelDatabase, putDataGroup } from './channel-databases';

const dataGroup = z.strictObject({ dataGroupId: businessKey, name: shortText });
const channelDatabase = z.strictObject({
  channelDatabaseId: businessKey, dataGroupId: businessKey, name: shortText, channelIds: z.array(businessKey).min(1).max(100),
}); // prettier-ignore
const listing = z.object({ ...channelDatabase.shape, epoch: z.int() });

/** Which channels live in one box, and which boxes receive the same packages. */
@Controller('api/v1')
export class ChannelDatabasesController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get('channel-databases')
  @Operation(ADMIN_OPERATIONS.listChannelDatabases)
  @Answers(200, 'All channel databases', z.object({ channelDatabases: z.array(listing) }))
  async list() {
    return { channelDatabases: await listChannelDatabases(this.database.reader) };
  }

  @Put('channel-databases')
  @HttpCode(204)
  @Operation(ADMIN_OPERATIONS.putChannelDatabase)
  @Answers(204, 'Kept')
  put(@Body({ schema: channelDatabase }) body: z.output<typeof channelDatabase>): Promise<void> {
    return this.database.unitOfWork.run((tx) => putChannelDatabase(tx, body));
  }

  @Put('data-groups')
  @HttpCode(204)
  @Operation(ADMIN_OPERATIONS.putDataGroup)
  @Answers(204, 'Kept')
  putGroup(@Body({ schema: dataGroup }) body: z.output<typeof dataGroup>): Promise<void> {
    return this.database.unitOfWork.run((tx) => putDataGroup(tx, body));
  }
}
