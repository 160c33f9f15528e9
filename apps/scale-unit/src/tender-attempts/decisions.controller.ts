import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import { attemptBody, AttemptOutcomes, type AttemptView } from '@app/store-operations';
import { decisionDto, type DecisionDto } from './attempt.dto';

/** For the console: a manager's word on a payment whose end nobody knows. */
@Controller('management/v1/tender-attempts')
export class DecisionsController {
  constructor(@Inject(AttemptOutcomes) private readonly outcomes: AttemptOutcomes) {}

  @Post(':attemptId/decide')
  @HttpCode(200)
  @Operation(OPERATIONS.decideAttempt)
  @Answers(200, 'The attempt as decided.', attemptBody)
  decide(
    @Param('attemptId', { schema: uuid }) attemptId: string,
    @Body({ schema: decisionDto }) decision: DecisionDto,
  ): Promise<AttemptView> {
    return this.outcomes.decideAtConsole(attemptId, decision);
  }
}
