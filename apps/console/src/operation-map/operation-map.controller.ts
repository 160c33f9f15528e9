import { Controller, Get, Inject } from '@nestjs/common';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { OPERATIONS } from '../operations';
import { ManagementClient } from '../scale-unit/management-client';

const DEADLINE_MS = 5_000;

const map = z
  .object({
    operations: z.array(
      z.object({
        id: z.string(),
        summary: z.string(),
        state: z.enum(['works', 'limited', 'needs-headquarters', 'stopped']),
        since: z.number().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'OperationMap' });

@Controller('console/v1')
export class OperationMapController {
  constructor(@Inject(ManagementClient) private readonly unit: ManagementClient) {}

  @Get('operation-map')
  @Operation(OPERATIONS.readOperationMap)
  @Answers(200, 'What registers can do now, what waits for headquarters, and what works in part.', map)
  async read(): Promise<z.input<typeof map>> {
    return map.parse(await this.unit.ask({ method: 'GET', path: '/operations', deadlineMs: DEADLINE_MS }));
  }
}
