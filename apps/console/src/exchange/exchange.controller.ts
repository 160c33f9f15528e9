import { Controller, Get, Inject } from '@nestjs/common';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { OPERATIONS } from '../operations';
import { ManagementClient } from '../scale-unit/management-client';

const at = z.number();
const DEADLINE_MS = 5_000;

/** What the scale unit says about its exchange, as far as the console shows it. */
const exchangeState = z
  .object({
    isPausedHere: z.boolean(),
    line: z.object({ isPaused: z.boolean(), isMetered: z.boolean() }),
    jobs: z.array(
      z.object({
        job: z.string(),
        name: z.string(),
        version: z.int(),
        createdAt: at,
        appliedAt: at,
        rowCount: z.int(),
        quarantinedCount: z.int(),
      }),
    ),
    upload: z.object({ waitingCount: z.int(), waitingAmounts: z.record(z.string(), z.string()), oldestAt: at.nullable() }),
    quarantinedCount: z.int(),
  })
  .meta({ id: 'ExchangeState' });

@Controller('console/v1')
export class ExchangeController {
  constructor(@Inject(ManagementClient) private readonly unit: ManagementClient) {}

  @Get('exchange')
  @Operation(OPERATIONS.readExchange)
  @Answers(200, 'How old the data of each job is, what could not be taken, and what waits to go up.', exchangeState)
  async read(): Promise<z.input<typeof exchangeState>> {
    return exchangeState.parse(await this.unit.ask({ method: 'GET', path: '/exchange', deadlineMs: DEADLINE_MS }));
  }
}
