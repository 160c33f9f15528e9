import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Answers, freeText, Operation } from '@app/platform';
import { z } from 'zod';
import { Observer } from '../observation/observer';
import { OPERATIONS } from '../operations';
import { ManagementClient } from '../scale-unit/management-client';

const decisionBody = z.strictObject({
  /** What the terminal's own list or the bank says. */
  outcome: z.enum(['charged', 'not-charged']),
  /** How the person knows. */
  note: freeText(150).min(3),
});
const DEADLINE_MS = 5_000;

@Controller('console/v1/card-payments')
export class CardPaymentsController {
  constructor(
    @Inject(ManagementClient) private readonly unit: ManagementClient,
    @Inject(Observer) private readonly observer: Observer,
  ) {}

  @Post(':attemptId/decide')
  @HttpCode(204)
  @Operation(OPERATIONS.decideCardPayment)
  @Answers(204, 'The decision is recorded; the register can go on.')
  async decide(
    @Param('attemptId', { schema: z.string().min(1).max(60) }) id: string,
    @Body({ schema: decisionBody }) body: z.output<typeof decisionBody>,
  ): Promise<void> {
    await this.unit.ask({ method: 'POST', path: `/tender-attempts/${encodeURIComponent(id)}/decide`, body, deadlineMs: DEADLINE_MS });
    await this.observer.refresh();
  }
}
