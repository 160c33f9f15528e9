import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { Answers, CurrentCaller, Operation, type PlatformRequest } from '@app/platform';
import {
  proofAnswer, proofRequest, rangeAnswer, rangeQuery, resendAnswer, uploadAnswer, uploadHeadAnswer, uploadHeadQuery, type UploadAnswer,
} from '@app/protocol'; // prettier-ignore
import type { z } from 'zod';
import { publicKeys } from '../boxes/boxes';
import { EXCHANGE_OPERATIONS } from '../operations';
import { CLOCK, DATABASE } from '../storage/tokens';
import { requireUnit, type BoxCaller } from './box-authenticator';
import { CurrentRequest } from './current-request';
import { proveRecords } from './prove-records';
import { rangeDigests } from './range-digests';
import { Resends } from './resend';
import { linesOf } from './upload-lines';
import { Uploads } from './uploads';

/** The way up. A superseded box is heard too: what it still has must not be lost. */
@Controller('exchange/v1/uploads')
export class UploadsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly uploads: Uploads,
    private readonly resends: Resends,
  ) {}

  @Post()
  @HttpCode(200)
  @Operation(EXCHANGE_OPERATIONS.upload)
  @Answers(200, 'What headquarters holds of the box after the batch', uploadAnswer)
  take(@CurrentCaller() caller: BoxCaller, @CurrentRequest() request: PlatformRequest): Promise<UploadAnswer> {
    return this.uploads.take(requireUnit(caller), linesIn(request));
  }

  @Post('resend')
  @HttpCode(200)
  @Operation(EXCHANGE_OPERATIONS.resendRecords)
  @Answers(200, 'Which of the records are held now, and why others were not taken', resendAnswer)
  resend(@CurrentCaller() caller: BoxCaller, @CurrentRequest() request: PlatformRequest): Promise<z.output<typeof resendAnswer>> {
    return this.resends.take(requireUnit(caller), linesIn(request));
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
    return proveRecords(this.database, request, this.clock.now());
  }

  @Post('ranges')
  @HttpCode(200)
  @Operation(EXCHANGE_OPERATIONS.compareUpload)
  @Answers(200, 'Count and digest of the records held in each range', rangeAnswer)
  async ranges(@CurrentCaller() caller: BoxCaller, @Body({ schema: rangeQuery }) query: z.output<typeof rangeQuery>) {
    await publicKeys(this.database.reader, query.box, requireUnit(caller));
    return rangeDigests(this.database.reader, query);
  }
}

function linesIn({ headers, rawBody }: PlatformRequest): Uint8Array {
  const isBatch = String(headers['content-type']).startsWith('application/x-ndjson');
  if (!rawBody || !isBatch) throw new DomainError('upload.malformed', 'records come as application/x-ndjson');
  return rawBody;
}
