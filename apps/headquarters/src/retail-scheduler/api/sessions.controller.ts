import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { businessKey, digestHex, instant, JOB_NAMES, jobId, packageManifest, SESSION_STATES, uuid } from '@app/protocol';
import { z } from 'zod';
import { SCHEDULER_OPERATIONS } from '../../operations';
import { DATABASE } from '../../storage/tokens';
import { PackageContent } from '../packages/package-content';
import { RetailScheduler } from '../retail-scheduler';
import { SessionBell } from '../runs/session-bell';
import { cancelSession, retrySession } from '../sessions/session-actions';
import { findSession, listSessions, type SessionListing } from '../sessions/session-list';
import { page, session } from './answers';

const sessionQuery = z.strictObject({
  ...page,
  channelDatabaseId: businessKey.optional(),
  job: jobId.optional(),
  state: z.enum(SESSION_STATES).optional(),
  from: z.coerce.number().pipe(instant).optional(),
  to: z.coerce.number().pipe(instant).optional(),
  cursor: uuid.optional(),
});
const rowQuery = z.strictObject({ ...page, cursor: z.coerce.number().int().min(0).default(0) });
const id = { schema: uuid };

/** What was sent to whom, and what it holds. */
@Controller('api/v1/scheduler')
export class SessionsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly scheduler: RetailScheduler,
    private readonly content: PackageContent,
    private readonly bell: SessionBell,
  ) {}

  @Get('sessions')
  @Operation(SCHEDULER_OPERATIONS.listSessions)
  @Answers(200, 'Sessions, newest first; `next` begins the next page', z.object({ sessions: z.array(session), next: uuid.nullable() }))
  async list(@Query({ schema: sessionQuery }) { limit, cursor, ...filter }: z.output<typeof sessionQuery>) {
    const sessions = await listSessions(this.database.reader, filter, { limit, after: cursor });
    return { sessions: sessions.map(named), next: sessions.length === limit ? (sessions.at(-1)?.sessionId ?? null) : null };
  }

  @Post('sessions/:sessionId/retry')
  @HttpCode(200)
  @Operation(SCHEDULER_OPERATIONS.retrySession)
  @Answers(200, 'The session, available again with no failed tries', session)
  async retry(@Param('sessionId', id) sessionId: string) {
    const session = await this.database.unitOfWork.run((tx) => retrySession(tx, sessionId));
    this.bell.ring(session.channelDatabaseId);
    return named(session);
  }

  @Post('sessions/:sessionId/cancel')
  @HttpCode(200)
  @Operation(SCHEDULER_OPERATIONS.cancelSession)
  @Answers(200, 'The session, canceled', session)
  async cancel(@Param('sessionId', id) sessionId: string) {
    return named(await this.database.unitOfWork.run((tx) => cancelSession(tx, sessionId)));
  }

  @Post('sessions/:sessionId/rerun')
  @Operation(SCHEDULER_OPERATIONS.rerunSession)
  @Answers(201, 'A new session with all rows of the same job for the same channel database', session)
  async rerun(@Param('sessionId', id) sessionId: string) {
    const { sessionId: opened } = await this.scheduler.rerun(sessionId);
    return named(await findSession(this.database.reader, opened));
  }

  @Get('packages/:packageId')
  @Operation(SCHEDULER_OPERATIONS.readPackage)
  @Answers(200, 'The manifest', packageManifest)
  manifest(@Param('packageId', id) packageId: string) {
    return this.content.manifest(packageId);
  }

  @Get('packages/:packageId/segments/:sha256/rows')
  @Operation(SCHEDULER_OPERATIONS.readPackageRows)
  @Answers(200, 'Rows as boxes get them; `next` begins the next page', z.object({ rows: z.array(z.unknown()), next: z.int().nullable() }))
  async rows(
    @Param('packageId', id) packageId: string,
    @Param('sha256', { schema: digestHex }) sha256: string,
    @Query({ schema: rowQuery }) { limit, cursor }: z.output<typeof rowQuery>,
  ) {
    const rows = await this.content.rows(packageId, sha256, { limit, after: cursor });
    return { rows, next: rows.length === limit ? cursor + limit : null };
  }
}

const named = (listing: SessionListing) => ({ ...listing, jobName: JOB_NAMES[listing.job] ?? listing.job });
