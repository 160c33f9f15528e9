import { Body, Controller, Get, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { Answers, CurrentCaller, Operation, type PlatformRequest } from '@app/platform';
import {
  claimedSigner,
  consoleUsersDigest,
  enrolmentAnswer,
  enrolmentPreviewAnswer,
  enrolmentPreviewRequest,
  enrolmentRequest,
  heartbeat,
  heartbeatAnswer,
  timeAnswer,
  type EnrolmentPreviewRequest,
  type EnrolmentRequest,
  type Heartbeat,
  type HeartbeatAnswer,
} from '@app/protocol';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { BoxAuthenticator, type BoxCaller } from '../async-service/box-authenticator';
import { CurrentRequest } from '../async-service/current-request';
import { consoleUsersOf } from '../company/console-users';
import { EXCHANGE_OPERATIONS } from '../operations';
import { hearBox } from '../rollouts/hear-box';
import { CLOCK, DATABASE } from '../storage/tokens';
import { noteHistory } from './box-history';
import { noteHeartbeat } from './boxes';
import { EnrolmentCodes } from './enrolment-codes';
import { Enrolments } from './enrolments';
import { GuessLimit } from './guess-limit';

const timeQuery = z.object({ nonce: z.string().regex(/^[A-Za-z0-9_-]{16,100}$/) });

/** First contact of a box, and its sign of life. */
@Controller('exchange/v1')
export class EnrolmentController {
  private readonly guesses = new GuessLimit();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly authenticator: BoxAuthenticator,
    private readonly codes: EnrolmentCodes,
    private readonly enrolments: Enrolments,
  ) {}

  /** The answer is signed over the nonce, so that a box whose clock is wrong can believe it. */
  @Get('time')
  @Operation(EXCHANGE_OPERATIONS.readTime)
  @Answers(200, 'The nonce and the time', timeAnswer)
  time(@Query({ schema: timeQuery }) { nonce }: z.output<typeof timeQuery>) {
    return { nonce, now: this.clock.now() };
  }

  @Post('enrolments/preview')
  @HttpCode(200)
  @Operation(EXCHANGE_OPERATIONS.previewEnrolment)
  @Answers(200, 'The store behind a code', enrolmentPreviewAnswer)
  preview(@Body({ schema: enrolmentPreviewRequest }) request: EnrolmentPreviewRequest) {
    return this.guesses.around(this.clock.now(), () => this.codes.preview(request));
  }

  /** Signed by the new key itself: that proves the sender has it. */
  @Post('enrolments')
  @HttpCode(200)
  @Operation(EXCHANGE_OPERATIONS.redeemCode)
  @Answers(200, 'What the box is from now on', enrolmentAnswer)
  redeem(@CurrentRequest() request: PlatformRequest, @Body({ schema: enrolmentRequest }) body: EnrolmentRequest) {
    const claimed = claimedSigner(request.headers);
    if (claimed?.keyId !== `box:${body.instanceId}`)
      throw new DomainError('auth.required', 'the request must be signed by the new key of the box');
    this.authenticator.verify(request, body.boxKey, claimed.nonce);
    return this.guesses.around(this.clock.now(), () => this.enrolments.redeem(body));
  }

  @Post('heartbeats')
  @Operation(EXCHANGE_OPERATIONS.beat)
  @Answers(200, 'Heard, and there is something the console is to know; 204 when there is not', heartbeatAnswer)
  async beat(
    @CurrentCaller() { box }: BoxCaller,
    @Body({ schema: heartbeat }) body: Heartbeat,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HeartbeatAnswer | undefined> {
    if (body.channelDatabaseId !== box.channelDatabaseId)
      throw new DomainError('auth.not-permitted', 'the heartbeat is of another channel database');
    const { history = [], consoleUsersDigest: known, ...beat } = body;
    const update = await this.database.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      await noteHeartbeat(tx, box.instanceId, beat, now);
      await noteHistory(tx, box.instanceId, history, now);
      return beat.updates && box.state === 'active' ? hearBox(tx, box.instanceId, beat.updates, now) : undefined;
    });
    const users = await consoleUsersOf(this.database.reader, box.channelDatabaseId);
    const isNews = known !== undefined && known !== consoleUsersDigest(users);
    const answer: HeartbeatAnswer = { ...(isNews && { consoleUsers: users }), ...(update && { update }) };
    const isEmpty = Object.keys(answer).length === 0;
    reply.status(isEmpty ? 204 : 200);
    return isEmpty ? undefined : answer;
  }
}
