import { Controller, Get, Inject } from '@nestjs/common';
import { Answers, Operation } from '@app/platform';
import type { z } from 'zod';
import { OPERATIONS } from '../operations';
import { ManagementClient } from '../scale-unit/management-client';
import { exchangeState } from './exchange-state';

const DEADLINE_MS = 5_000;

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
