import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { CatalogReader } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import type { z } from 'zod';
import { ExchangeControl } from './exchange-control.service';
import {
  exchangeQuarantine, exchangeSessions, exchangeState, resnapshotAnswer, resnapshotBody, retryAnswer, type ExchangeStateAnswer,
} from './exchange.dto'; // prettier-ignore

const MOST_ROWS = 500;

@Controller('management/v1/exchange')
export class ExchangeControlController {
  constructor(
    private readonly control: ExchangeControl,
    @Inject(CatalogReader) private readonly catalog: CatalogReader,
  ) {}

  @Get()
  @Operation(OPERATIONS.showExchange)
  @Answers(200, 'Jobs with their age, what waits to go up, and how the line is used.', exchangeState)
  state(): Promise<ExchangeStateAnswer> {
    return this.control.state();
  }

  @Get('quarantine')
  @Operation(OPERATIONS.showExchange)
  @Answers(200, 'Rows that could not be taken, by entity and key; 500 at most.', exchangeQuarantine)
  async quarantine(): Promise<z.input<typeof exchangeQuarantine>> {
    return { rows: await this.catalog.quarantinedRows(MOST_ROWS) };
  }

  @Get('sessions')
  @Operation(OPERATIONS.showExchange)
  @Answers(200, 'Packages that were applied, and tries that failed; newest first, 500 of each at most.', exchangeSessions)
  sessions(): Promise<z.input<typeof exchangeSessions>> {
    return this.control.history(MOST_ROWS);
  }

  @Post('retry')
  @HttpCode(200)
  @Operation(OPERATIONS.retryQuarantine)
  @Answers(200, 'How many rows left quarantine, and how many stay.', retryAnswer)
  retry(): Promise<z.input<typeof retryAnswer>> {
    return this.control.retry();
  }

  @Post('send')
  @HttpCode(204)
  @Operation(OPERATIONS.sendNow)
  @Answers(204, 'What waits goes up now, as far as headquarters can be reached.')
  send(): Promise<void> {
    return this.control.sendNow();
  }

  @Post('pause')
  @HttpCode(200)
  @Operation(OPERATIONS.pauseExchange)
  @Answers(200, 'Nothing comes down until it is resumed, also after a restart. Sales go up.', exchangeState)
  pause(): Promise<ExchangeStateAnswer> {
    return this.control.pause(true);
  }

  @Post('resume')
  @HttpCode(200)
  @Operation(OPERATIONS.pauseExchange)
  @Answers(200, 'What headquarters has comes down again.', exchangeState)
  resume(): Promise<ExchangeStateAnswer> {
    return this.control.pause(false);
  }

  @Post('resnapshot')
  @HttpCode(200)
  @Operation(OPERATIONS.requestSnapshot)
  @Answers(200, 'The session that will carry all rows of the job.', resnapshotAnswer)
  resnapshot(@Body({ schema: resnapshotBody }) { job }: z.output<typeof resnapshotBody>): Promise<z.input<typeof resnapshotAnswer>> {
    return this.control.resnapshot(job);
  }
}
