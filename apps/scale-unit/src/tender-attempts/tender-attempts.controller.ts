import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import type { RequestKey } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import { newId } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import { attemptBody, AttemptOutcomes, TenderAttempts, type Actor, type AttemptView } from '@app/store-operations';
import { KeyOfDevice } from '../carts/caller';
import { CurrentActor } from '../shifts/current-actor';
import {
  decisionDto, newAttemptDto, nothingDto, reportDto, reversalDto,
  type DecisionDto, type NewAttemptDto, type ReportDto, type ReversalDto,
} from './attempt.dto'; // prettier-ignore
import { SeenRevisionIfAny } from './seen-revision';

/** Payments by card and from accounts at headquarters: money that moves outside of this box. */
@Controller('api/v1/carts/:cartId/tender-attempts')
export class TenderAttemptsController {
  constructor(
    @Inject(TenderAttempts) private readonly attempts: TenderAttempts,
    @Inject(AttemptOutcomes) private readonly outcomes: AttemptOutcomes,
  ) {}

  @Post()
  @HttpCode(201)
  @Operation(OPERATIONS.startTenderAttempt)
  @Answers(201, 'What became of the attempt; an unclear one is asked about until it is clear.', attemptBody)
  start(
    @CurrentActor() actor: Actor,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @SeenRevisionIfAny() revision: number | null,
    @Body({ schema: newAttemptDto }) wanted: NewAttemptDto,
  ): Promise<AttemptView> {
    const { giftCardNumber, accountNumber, ...attempt } = wanted;
    return this.attempts.start(actor, key, { cartId, revision }, { ...attempt, accountNumber: accountNumber ?? giftCardNumber });
  }

  @Get(':attemptId')
  @Operation(OPERATIONS.showTenderAttempt)
  @Answers(200, 'The attempt as it stands.', attemptBody)
  show(
    @CurrentActor() actor: Actor,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Param('attemptId', { schema: uuid }) attemptId: string,
  ): Promise<AttemptView> {
    return this.attempts.show(actor, { cartId, attemptId });
  }

  @Post(':attemptId/resolve')
  @HttpCode(200)
  @Operation(OPERATIONS.resolveTenderAttempt)
  @Answers(200, 'The attempt after the terminal was asked about it.', attemptBody)
  resolve(
    @CurrentActor() actor: Actor,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Param('attemptId', { schema: uuid }) attemptId: string,
    @Body({ schema: nothingDto }) _nothing: unknown,
  ): Promise<AttemptView> {
    return this.attempts.resolve(actor, { cartId, attemptId });
  }

  @Post(':attemptId/reverse')
  @HttpCode(201)
  @Operation(OPERATIONS.reverseTenderAttempt)
  @Answers(201, 'The reversal, an attempt of its own; a gift card payment that was unclear is ended as unpaid.', attemptBody)
  reverse(
    @CurrentActor() actor: Actor,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Param('attemptId', { schema: uuid }) attemptId: string,
    @Body({ schema: reversalDto }) { reversalId }: ReversalDto,
  ): Promise<AttemptView> {
    return this.attempts.reverse(actor, key, { cartId, attemptId }, reversalId ?? newId());
  }

  @Post(':attemptId/report')
  @HttpCode(200)
  @Operation(OPERATIONS.reportTenderAttempt)
  @Answers(200, 'The attempt as reported.', attemptBody)
  report(
    @CurrentActor() actor: Actor,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Param('attemptId', { schema: uuid }) attemptId: string,
    @Body({ schema: reportDto }) given: ReportDto,
  ): Promise<AttemptView> {
    return this.outcomes.report(actor, key, { cartId, attemptId }, given);
  }

  @Post(':attemptId/decide')
  @HttpCode(200)
  @Operation(OPERATIONS.decideTenderAttempt)
  @Answers(200, 'The attempt as decided, and the record of who decided.', attemptBody)
  decide(
    @CurrentActor() actor: Actor,
    @KeyOfDevice() key: RequestKey,
    @Param('cartId', { schema: uuid }) cartId: string,
    @Param('attemptId', { schema: uuid }) attemptId: string,
    @Body({ schema: decisionDto }) decision: DecisionDto,
  ): Promise<AttemptView> {
    return this.outcomes.decide(actor, key, { cartId, attemptId }, decision);
  }
}
