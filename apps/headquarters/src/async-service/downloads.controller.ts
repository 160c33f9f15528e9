import type { Readable } from 'node:stream';
import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import { digestHex, downloadSession, sessionList, sessionReport, signedManifest, uuid } from '@app/protocol';
import type { DownloadSession, SessionReport, SignedManifest } from '@app/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BlobStore } from '../blobs/blob-store';
import { EXCHANGE_OPERATIONS } from '../operations';
import { reportSession } from '../retail-scheduler/download-sessions';
import { Packages } from '../retail-scheduler/packages';
import { CLOCK, DATABASE } from '../storage/tokens';
import { requireActiveUnit, type BoxCaller } from './box-authenticator';
import { byteRange } from './byte-range';
import { SessionPoll } from './session-poll';

const waitQuery = z.object({ wait: z.coerce.number().int().min(0).max(25).default(0) });

/** The way down: sessions, manifests, segments. */
@Controller('exchange/v1')
export class DownloadsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly poll: SessionPoll,
    private readonly packages: Packages,
    private readonly blobs: BlobStore,
  ) {}

  @Get('sessions')
  @Operation(EXCHANGE_OPERATIONS.listSessions)
  @Answers(200, 'Sessions that are not finished, in the order to apply them; after `wait` seconds an empty list', sessionList)
  async sessions(@CurrentCaller() caller: BoxCaller, @Query({ schema: waitQuery }) { wait }: z.output<typeof waitQuery>) {
    return { sessions: await this.poll.wait(requireActiveUnit(caller), wait * 1_000) };
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

  @Get('blobs/:sha256')
  @Operation(EXCHANGE_OPERATIONS.readBlob)
  @Header('Accept-Ranges', 'bytes')
  @Answers(200, 'The bytes; 206 with the part that `Range: bytes=from-[to]` named', z.string(), 'application/octet-stream')
  async blob(
    @CurrentCaller() caller: BoxCaller,
    @Param('sha256', { schema: digestHex }) sha256: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    requireActiveUnit(caller);
    const sizeBytes = await this.blobs.sizeOf(sha256);
    if (sizeBytes === undefined) throw new DomainError('blob.unknown', 'there is no such segment');
    const range = byteRange(request.headers.range, sizeBytes);
    void reply.type('application/octet-stream').header('Content-Length', range.to - range.from);
    if (range.isPart) void reply.code(206).header('Content-Range', `bytes ${range.from}-${range.to - 1}/${sizeBytes}`);
    return this.blobs.read(sha256, range.from, range.to);
  }
}
