import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { businessKey, JOB_NAMES, jobId, uuid } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { DATABASE } from '../storage/tokens';
import { session } from './api/answers';
import { listSessions } from './sessions/session-list';
import { RetailScheduler } from './retail-scheduler';

const LISTED = 200;
const loadOrder = z.strictObject({
  /** All jobs of a first load when absent. */
  jobs: z.array(jobId).min(1).max(50).optional(),
}); // prettier-ignore
const begun = z.object({ loadId: uuid, packages: z.array(z.object({ packageId: uuid, job: z.string() })) });
@Controller('api/v1/channel-databases/:channelDatabaseId')
export class RetailSchedulerController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly scheduler: RetailScheduler,
  ) {}

  @Post('loads')
  @Operation(ADMIN_OPERATIONS.beginLoad)
  @Answers(201, 'The packages that wait for the box now', begun)
  async load(
    @Param('channelDatabaseId', { schema: businessKey }) id: string,
    @Body({ schema: loadOrder }) { jobs }: z.output<typeof loadOrder>,
  ) {
    const { loadId, packages } = await this.scheduler.load(id, jobs);
    return { loadId, packages: packages.map(({ packageId, job }) => ({ packageId, job })) };
  }

  @Get('sessions')
  @Operation(ADMIN_OPERATIONS.listDownloads)
  @Answers(200, 'Sessions, newest first', z.object({ sessions: z.array(session) }))
  async sessions(@Param('channelDatabaseId', { schema: businessKey }) id: string) {
    const sessions = await listSessions(this.database.reader, { channelDatabaseId: id }, { limit: LISTED });
    return { sessions: sessions.map((one) => ({ ...one, jobName: JOB_NAMES[one.job] ?? one.job })) };
  }
}
