import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { checkReport, lastCheck, type CheckReport, type Exchange } from '@app/async-client';
import { OPERATIONS } from '@app/commerce';
import type { Database } from '@app/database';
import { DomainError } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { STORE } from '../wiring/parts';
import { EXCHANGE } from './exchange';

const wantedCheck = z.strictObject({ /** Rows that differ are fetched again. */ repairs: z.boolean().default(false) });
const standing = z.object({ last: checkReport.nullable() });

/** Whether headquarters holds what it acknowledged, and this box the rows that headquarters sends. */
@Controller('management/v1/exchange/check')
export class ExchangeCheckController {
  constructor(
    @Inject(EXCHANGE) private readonly exchange: Exchange,
    @Inject(STORE) private readonly store: Database,
  ) {}

  @Get()
  @Operation(OPERATIONS.showExchangeCheck)
  @Answers(200, 'What the last comparison found; null before the first.', standing)
  async last(): Promise<z.input<typeof standing>> {
    return { last: (await lastCheck(this.store.reader)) ?? null };
  }

  @Post()
  @HttpCode(200)
  @Operation(OPERATIONS.runExchangeCheck)
  @Answers(200, 'What was compared, what differs, and what was repaired.', checkReport)
  async run(@Body({ schema: wantedCheck }) { repairs }: z.output<typeof wantedCheck>): Promise<CheckReport> {
    const outcome = await this.exchange.check.run({ repairs });
    if (outcome.kind === 'checked') return outcome.report;
    throw new DomainError('exchange.not-asked', `headquarters could not be asked: ${outcome.failure.reason}`);
  }
}
