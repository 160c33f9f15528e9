import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { bigintText, businessKey, currencyCode, digestHex, localDate, uuid } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { DATABASE } from '../storage/tokens';
import { findRecords, recordBytes } from './find-records';
import { deliveredLines, salesTotals } from './totals';

const STATES = ['held', 'duplicate', 'quarantined'] as const;
const recordQuery = z.strictObject({
  transactionId: uuid.optional(), receiptNumber: z.string().max(60).optional(), channelDatabaseId: businessKey.optional(),
  channelId: businessKey.optional(), businessDate: localDate.optional(), type: z.string().max(20).optional(), state: z.enum(STATES).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100), cursor: z.coerce.number().int().min(0).default(0),
}); // prettier-ignore
const text = z.string().nullable();
const line = { channelDatabaseId: businessKey, instanceId: uuid, epoch: z.int(), fork: z.int(), branch: z.int(), counter: z.int() };
const record = z.object({
  ...line, recordId: text, digest: digestHex, type: z.string(), state: z.enum(STATES), reason: text, legalEntityId: text, channelId: text,
  registerId: text, at: z.int().nullable(), businessDate: text, shiftId: text, staffId: text, receiptNumber: text, currency: text,
  gross: z.int().nullable(), receivedAt: z.int(),
}); // prettier-ignore
const totalsQuery = z.strictObject({
  channelId: businessKey.optional(), channelDatabaseId: businessKey.optional(), from: localDate.optional(), to: localDate.optional(),
}); // prettier-ignore
const total = z.object({ channelId: businessKey, businessDate: localDate, currency: currencyCode, count: z.int(), gross: bigintText });
const copies = z.object({ copies: z.array(z.object({ digest: digestHex, state: z.enum(STATES), bytes: z.string() })) });

/** What the stores sold, as it arrived. */
@Controller('api/v1')
export class SalesController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get('records')
  @Operation(ADMIN_OPERATIONS.findSales)
  @Answers(200, 'Records in the order of arrival; amounts in minor units', z.object({ records: z.array(record), next: z.int().nullable() }))
  find(@Query({ schema: recordQuery }) { limit, cursor, ...filter }: z.output<typeof recordQuery>) {
    return findRecords(this.database.reader, filter, { limit, after: cursor });
  }

  @Get('records/:recordId')
  @Operation(ADMIN_OPERATIONS.showRecord)
  @Answers(200, 'Every copy with its bytes', copies)
  async show(@Param('recordId', { schema: uuid }) recordId: string) {
    return { copies: await recordBytes(this.database.reader, recordId) };
  }

  @Get('sales-totals')
  @Operation(ADMIN_OPERATIONS.totalSales)
  @Answers(200, 'Count and gross in minor units per channel, business day and currency', z.object({ totals: z.array(total) }))
  async totals(@Query({ schema: totalsQuery }) filter: z.output<typeof totalsQuery>) {
    return { totals: await salesTotals(this.database.reader, filter) };
  }

  @Get('uploads')
  @Operation(ADMIN_OPERATIONS.listUploads)
  @Answers(
    200,
    'Counter and head up to which each line is held',
    z.object({ lines: z.array(z.object({ ...line, head: digestHex, updatedAt: z.int() })) }),
  )
  async uploads() {
    return { lines: await deliveredLines(this.database.reader) };
  }
}
