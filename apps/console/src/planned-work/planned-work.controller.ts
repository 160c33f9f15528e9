import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { Observer } from '../observation/observer';
import { OPERATIONS } from '../operations';
import { ManagementClient } from '../scale-unit/management-client';
import { plannedWork } from '../scale-unit/unit-status';

const DEADLINE_MS = 5_000;
const order = z.strictObject(plannedWork.shape);
const answer = z.object({ work: plannedWork.nullable() });
type Answer = z.input<typeof answer>;

@Controller('console/v1/planned-work')
export class PlannedWorkController {
  constructor(
    @Inject(ManagementClient) private readonly unit: ManagementClient,
    @Inject(Observer) private readonly observer: Observer,
  ) {}

  @Post()
  @HttpCode(200)
  @Operation(OPERATIONS.planWork)
  @Answers(200, 'Registers, headquarters and monitoring are told.', answer)
  plan(@Body({ schema: order }) body: z.output<typeof order>): Promise<Answer> {
    return this.tell('/planned-work', body);
  }

  @Post('end')
  @HttpCode(200)
  @Operation(OPERATIONS.endWork)
  @Answers(200, 'It is over; alerts count again.', answer)
  end(): Promise<Answer> {
    return this.tell('/planned-work/end');
  }

  private async tell(path: string, body?: object): Promise<Answer> {
    const told = await this.unit.ask({ method: 'POST', path, ...(body && { body }), deadlineMs: DEADLINE_MS });
    await this.observer.refresh();
    return answer.parse(told);
  }
}
