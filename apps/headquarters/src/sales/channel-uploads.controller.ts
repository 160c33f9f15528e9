import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { bigintText, businessKey, currencyCode, instant, localDate, uuid } from '@app/protocol';
import { z } from 'zod';
import { listUploadSessions, UPLOAD_OUTCOMES } from '../async-service/upload-sessions';
import { ADMIN_OPERATIONS } from '../operations';
import { DATABASE } from '../storage/tokens';
import { chainStandings, lineStandings, shiftSums } from './channel-uploads';
import { salesTotals } from './totals';

const days = z.strictObject({ from: localDate.default('0000-01-01'), to: localDate.default('9999-12-31') });
const missing = z.array(z.object({ from: z.int(), to: z.int() }));
const line = { channelDatabaseId: businessKey, instanceId: uuid, epoch: z.int(), fork: z.int(), branch: z.int() };
const sums = { currency: currencyCode, count: z.int(), gross: bigintText };
const channelUploads = z.object({
  lines: z.array(z.object({ ...line, counter: z.int(), recordCount: z.int(), missing })),
  registers: z.array(z.object({ registerId: businessKey, type: z.string(), lastSequence: z.int(), recordCount: z.int(), missing })),
  days: z.array(z.object({ channelId: businessKey, businessDate: localDate, ...sums })),
  shifts: z.array(z.object({ shiftId: uuid.nullable(), businessDate: localDate, registerId: businessKey, ...sums })),
});
const sessionQuery = z.strictObject({
  channelDatabaseId: businessKey.optional(),
  outcome: z.enum(UPLOAD_OUTCOMES).optional(),
  from: z.coerce.number().pipe(instant).optional(),
  to: z.coerce.number().pipe(instant).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: uuid.optional(),
});
const session = z.object({
  sessionId: uuid, ...line, fromCounter: z.int(), toCounter: z.int(), recordCount: z.int(), sums: z.record(currencyCode, bigintText),
  outcome: z.enum(UPLOAD_OUTCOMES), receivedAt: z.int(),
}); // prettier-ignore

/** What came up from the stores, and whether it is whole. */
@Controller('api/v1')
export class ChannelUploadsController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get('channels/:channelId/uploads')
  @Operation(ADMIN_OPERATIONS.showChannelUploads)
  @Answers(200, 'What was received, what is missing by number, and sums in minor units per business day and shift', channelUploads)
  async channel(@Param('channelId', { schema: businessKey }) channelId: string, @Query({ schema: days }) range: z.output<typeof days>) {
    const { reader } = this.database;
    return {
      lines: await lineStandings(reader, channelId),
      registers: await chainStandings(reader, channelId),
      days: await salesTotals(reader, { channelId, ...range }),
      shifts: await shiftSums(reader, channelId, range),
    };
  }

  @Get('upload-sessions')
  @Operation(ADMIN_OPERATIONS.listUploadSessions)
  @Answers(200, 'Batches, newest first; `next` begins the next page', z.object({ sessions: z.array(session), next: uuid.nullable() }))
  async sessions(@Query({ schema: sessionQuery }) { limit, cursor, ...filter }: z.output<typeof sessionQuery>) {
    const sessions = await listUploadSessions(this.database.reader, filter, { limit, after: cursor });
    return { sessions, next: sessions.length === limit ? (sessions.at(-1)?.sessionId ?? null) : null };
  }
}
