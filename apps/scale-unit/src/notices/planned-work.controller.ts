import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { plannedWork } from './notices.dto';
import { PlannedWorkService } from './planned-work.service';

const answer = z.object({ work: plannedWork.nullable() });
const order = z.strictObject(plannedWork.shape);

/** Announced to registers, to headquarters and to monitoring, which then expects what the work brings. */
@Controller('management/v1/planned-work')
export class PlannedWorkController {
  constructor(private readonly work: PlannedWorkService) {}

  @Post()
  @HttpCode(200)
  @Operation(OPERATIONS.planWork)
  @Answers(200, 'What is planned now, in place of what was.', answer)
  async plan(@Body({ schema: order }) body: z.output<typeof order>): Promise<z.input<typeof answer>> {
    return { work: await this.work.plan(body) };
  }

  @Post('end')
  @HttpCode(200)
  @Operation(OPERATIONS.endWork)
  @Answers(200, 'It is over.', answer)
  async end(): Promise<z.input<typeof answer>> {
    return { work: await this.work.end() };
  }
}
