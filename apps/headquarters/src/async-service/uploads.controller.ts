import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Database } from '@app/database';
import { DomainError } from '@app/kernel';
import { Answers, CurrentCaller, Operation, type PlatformRequest } from '@app/platform';
import { proofAnswer, proofRequest, uploadAnswer, uploadHeadAnswer, uploadHeadQuery, type UploadAnswer } from '@app/protocol';
import type { z } from 'zod';
import { publicKeys } from '../boxes/boxes';
import { EXCHANGE_OPERATIONS } from '../operations';
import { DATABASE } from '../storage/tokens';
import { requireUnit, type BoxCaller } from './box-authenticator';
import { CurrentRequest } from './current-request';
import { proveRecords } from './prove-records';
import { linesOf } from './upload-lines';
import { Uploads } from './uploads';

/** The way up. A superseded box is heard too: what it still has must not be lost. */
@Controller('exchange/v1/uploads')
export class UploadsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly uploads: Uploads,
  ) {}

  @Post()
  @HttpCode(200)
  @Operation(EXCHANGE_OPERATIONS.upload)
  @Answers(200, 'What headquarters holds of the box after the batch', uploadAnswer)
  take(@CurrentCaller() caller: BoxCaller, @CurrentRequest() { headers, rawBody }: PlatformRequest): Promise<UploadAnswer> {
    const isBatch = String(headers['content-type']).startsWith('application/x-ndjson');
    if (!rawBody || !isBatch) throw new DomainError('upload.malformed', 'a batch is application/x-ndjson');
    return this.uploads.take(requireUnit(caller), rawBody);
  }

  @Post('head')
  @HttpCode(200)
  @Operation(EXCHANGE_OPERATIONS.readUploadHead)
  @Answers(200, 'What was acknowledged last', uploadHeadAnswer)
  async head(@CurrentCaller() caller: BoxCaller, @Body({ schema: uploadHeadQuery }) { box }: z.output<typeof uploadHeadQuery>) {
    const sender = requireUnit(caller);
    await publicKeys(this.database.reader, box, sender);
    const [line] = await linesOf(this.database.reader, box);
    return { acknowledgedCounter: line.counter, head: line.head, isSuperseded: sender.state === 'superseded' };
  }

  @Post('proof')
  @HttpCode(200)
  @Operation(EXCHANGE_OPERATIONS.proveUpload)
  @Answers(200, 'Records that are held, missing, or held with other bytes', proofAnswer)
  async proof(@CurrentCaller() caller: BoxCaller, @Body({ schema: proofRequest }) request: z.output<typeof proofRequest>) {
    await publicKeys(this.database.reader, request.box, requireUnit(caller));
    return proveRecords(this.database.reader, request);
  }
}
