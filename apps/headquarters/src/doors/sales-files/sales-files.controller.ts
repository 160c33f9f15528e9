import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { businessKey, localDate } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../../operations';
import { DATABASE } from '../../storage/tokens';
import { salesDays } from './sales-days';
import { SalesFiles } from './sales-files';

const range = z.strictObject({ channelId: businessKey.optional(), from: localDate.optional(), to: localDate.optional() });
const order = z.strictObject({ channelId: businessKey.optional(), from: localDate, to: localDate });
const day = z.object({
  channelId: businessKey, businessDate: localDate, revision: z.int(), writtenAt: z.int().nullable(), hasUnwrittenSales: z.boolean(),
}); // prettier-ignore

/** Sales files: which are written, and writing them now. */
@Controller('api/v1')
export class SalesFilesController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly salesFiles: SalesFiles,
  ) {}

  @Get('sales-days')
  @Operation(ADMIN_OPERATIONS.listSalesDays)
  @Answers(200, 'Business days with sales; revision 0 has no files yet', z.object({ days: z.array(day) }))
  async days(@Query({ schema: range }) given: z.output<typeof range>) {
    const days = await salesDays(this.database.reader, given);
    return {
      days: days.map(({ channelId, businessDate, revision, writtenAt, arrival, writtenArrival, isComplete }) => ({
        channelId, businessDate, revision, writtenAt, hasUnwrittenSales: arrival > writtenArrival || isComplete === 0,
      })), // prettier-ignore
    };
  }

  @Post('sales-files')
  @HttpCode(200)
  @Operation(ADMIN_OPERATIONS.writeSalesFiles)
  @Answers(200, 'Written; names without their endings', z.object({ written: z.array(z.string()) }))
  async write(@Body({ schema: order }) given: z.output<typeof order>) {
    return { written: await this.salesFiles.writeRange(given) };
  }
}
