import { Controller, Get, Inject } from '@nestjs/common';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { OPERATIONS } from '../operations';
import { ManagementClient } from '../scale-unit/management-client';

const DEADLINE_MS = 5_000;

const slowOperations = z
  .object({
    slow: z.array(
      z.object({
        operation: z.string(),
        /** Whether it waited for headquarters, or for a customer at the card terminal. */
        waitsElsewhere: z.boolean(),
        at: z.number(),
        tookMs: z.number(),
        status: z.int(),
        correlationId: z.string(),
      }),
    ),
  })
  .meta({ id: 'SlowOperations' });
export type SlowAnswer = z.output<typeof slowOperations>;

export const readSlow = (body: unknown): SlowAnswer => slowOperations.parse(body);

@Controller('console/v1')
export class SlowOperationsController {
  constructor(@Inject(ManagementClient) private readonly unit: ManagementClient) {}

  @Get('slow-operations')
  @Operation(OPERATIONS.listSlowOperations)
  @Answers(200, 'What took the scale unit longest in the last day, the slowest first.', slowOperations)
  async list(): Promise<SlowAnswer> {
    return readSlow(await this.unit.ask({ method: 'GET', path: '/slow-operations', deadlineMs: DEADLINE_MS }));
  }
}
