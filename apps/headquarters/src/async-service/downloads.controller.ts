import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import { downloadSession, sessionList, sessionReport, signedManifest, snapshotRequest, uuid } from '@app/protocol';
import type { DownloadSession, SessionReport, SignedManifest } from '@app/protocol';
import { z } from 'zod';
import { BlobLinks } from '../blobs/blob-links';
import { EXCHANGE_OPERATIONS } from '../operations';
import { profileOf } from '../retail-scheduler/definitions/connection-profiles';
import { plannedJobs } from '../retail-scheduler/definitions/planned-jobs';
import { reportSession } from '../retail-scheduler/sessions/download-sessions';
import { Packages } from '../retail-scheduler/packages/packages';
import { RetailScheduler } from '../retail-scheduler/retail-scheduler';
import { CLOCK, DATABASE } from '../storage/tokens';
import { requireActiveUnit, type BoxCaller } from './box-authenticator';
import { SessionPoll } from './session-poll';

const waitQuery = z.object({ wait: z.coerce.number().int().min(0).max(25).default(0) });

/** The way down: sessions and manifests. */
@Controller('exchange/v1')
export class DownloadsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly poll: SessionPoll,
    private readonly scheduler: RetailScheduler,
    private readonly packages: Packages,
    private readonly links: BlobLinks,
  ) {}

  @Get('sessions')
  @Operation(EXCHANGE_OPERATIONS.listSessions)
  @Answers(200, 'Sessions that are not finished, in the order to apply them; after `wait` seconds an empty list', sessionList)
  async sessions(@CurrentCaller() caller: BoxCaller, @Query({ schema: waitQuery }) { wait }: z.output<typeof waitQuery>) {
    const box = requireActiveUnit(caller);
    const sessions = await this.poll.wait(box, wait * 1_000);
    const profile = await profileOf(this.database.reader, box.channelDatabaseId);
    const jobs = await plannedJobs(this.database.reader, box.channelDatabaseId);
    return { sessions, profile, jobs, blobOrigins: this.links.origins };
  }

  @Post('snapshots')
  @Operation(EXCHANGE_OPERATIONS.resnapshot)
  @Answers(201, 'The session that carries all rows of the job', downloadSession)
  snapshot(
    @CurrentCaller() caller: BoxCaller,
    @Body({ schema: snapshotRequest }) { job }: z.output<typeof snapshotRequest>,
  ): Promise<DownloadSession> {
    return this.scheduler.resnapshot(requireActiveUnit(caller), job);
  }

  @Post('sessions/:sessionId/state')
  @HttpCode(200)
  @Operation(EXCHANGE_OPERATIONS.reportSession)
  @Answers(200, 'The session as it stands now', downloadSession)
  report(
    @CurrentCaller() caller: BoxCaller,
    @Param('sessionId', { schema: uuid }) sessionId: string,
    @Body({ schema: sessionReport }) report: SessionReport,
  ): Promise<DownloadSession> {
    const box = requireActiveUnit(caller);
    return this.database.unitOfWork.run((tx) => reportSession(tx, box, { sessionId, report, now: this.clock.now() }));
  }

  @Get('packages/:packageId/manifest')
  @Operation(EXCHANGE_OPERATIONS.readManifest)
  @Answers(200, 'The manifest and headquarters signature over its text', signedManifest)
  manifest(@CurrentCaller() caller: BoxCaller, @Param('packageId', { schema: uuid }) packageId: string): Promise<SignedManifest> {
    return this.packages.manifest(packageId, requireActiveUnit(caller).channelDatabaseId);
  }
}
