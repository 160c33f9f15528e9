import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Answers, CurrentCaller, Operation } from '@app/platform';
import { contentAnswer, contentQuery, downloadSession, repairRequest } from '@app/protocol';
import type { ContentAnswer, ContentQuery, DownloadSession, RepairRequest } from '@app/protocol';
import { EXCHANGE_OPERATIONS } from '../operations';
import { Contents } from '../retail-scheduler/content/contents';
import { SessionBell } from '../retail-scheduler/runs/session-bell';
import { requireActiveUnit, type BoxCaller } from './box-authenticator';

/** Whether both sides hold the same rows, and the rows where they do not. */
@Controller('exchange/v1/content')
export class ContentController {
  constructor(
    private readonly contents: Contents,
    private readonly bell: SessionBell,
  ) {}

  @Post('digests')
  @HttpCode(200)
  @Operation(EXCHANGE_OPERATIONS.compareContent)
  @Answers(200, 'What headquarters has for the entity in the scope, bucket by bucket', contentAnswer)
  digests(@CurrentCaller() caller: BoxCaller, @Body({ schema: contentQuery }) query: ContentQuery): Promise<ContentAnswer> {
    return this.contents.digests(requireActiveUnit(caller), query);
  }

  @Post('repairs')
  @Operation(EXCHANGE_OPERATIONS.repairContent)
  @Answers(201, 'The session that carries the rows', downloadSession)
  async repair(@CurrentCaller() caller: BoxCaller, @Body({ schema: repairRequest }) request: RepairRequest): Promise<DownloadSession> {
    const box = requireActiveUnit(caller);
    const session = await this.contents.repair(box, request);
    this.bell.ring(box.channelDatabaseId);
    return session;
  }
}
