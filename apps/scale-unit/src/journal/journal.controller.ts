import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { CatalogReader, listDevices } from '@app/channel-db';
import { OPERATIONS } from '@app/commerce';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import type { z } from 'zod';
import { standingAnswer } from '../session/session.dto';
import { STORE } from '../wiring/parts';
import { lossBody, missingRecords, recordsDeclaredLost } from './journal.dto';
import { LossesService } from './losses.service';

/** For the console and the command line: what is missing, and the decision to go on without it. */
@Controller('management/v1/journal')
export class JournalController {
  constructor(
    private readonly losses: LossesService,
    @Inject(STORE) private readonly store: Database,
    @Inject(CatalogReader) private readonly catalog: CatalogReader,
  ) {}

  @Get('missing')
  @Operation(OPERATIONS.showMissingRecords)
  @Answers(200, 'What is missing, and when each register was here last.', missingRecords)
  async missing(): Promise<z.input<typeof missingRecords>> {
    const { before, missingCount, ...standing } = await this.losses.standing();
    const gaps = before.map(({ counters, ...history }) => ({ ...history, counters: [...counters] }));
    return { box: standingAnswer(standing), before: gaps, missingCount, registers: await this.registers() };
  }

  @Post('declare-lost')
  @HttpCode(200)
  @Operation(OPERATIONS.declareLost)
  @Answers(200, 'The counters that stand in the journal as lost.', recordsDeclaredLost)
  async declareLost(@Body({ schema: lossBody }) loss: z.output<typeof lossBody>): Promise<z.input<typeof recordsDeclaredLost>> {
    const counters = await this.losses.declareLost(loss);
    return { counters, box: standingAnswer(await this.losses.standing()) };
  }

  private async registers() {
    const [{ registers }, devices] = await Promise.all([this.catalog.configuration(), listDevices(this.store.reader)]);
    return registers.map(({ channelId, registerId, name }) => {
      const times = devices.flatMap((one) => (one.channelId === channelId && one.registerId === registerId ? (one.lastSeenAt ?? []) : []));
      return { channelId, registerId, name, lastSeenAt: times.length === 0 ? null : Math.max(...times) };
    });
  }
}
