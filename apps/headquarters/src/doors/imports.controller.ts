import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { DATABASE } from '../storage/tokens';
import { importRuns, refusalsOf } from './import-log';

const run = z.object({
  importId: uuid, source: z.string(), asOf: z.string(), startedAt: z.int(), finishedAt: z.int().nullable(),
  storedCount: z.int(), refusedCount: z.int(),
}); // prettier-ignore
const refusal = z.object({
  lineNumber: z.int(), legalEntityId: z.string(), channelId: z.string(), barcode: z.string(), name: z.string(), price: z.string(), reason: z.string(),
}); // prettier-ignore
const page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  cursor: z.coerce.number().int().min(0).default(0),
});

@Controller('api/v1/imports')
export class ImportsController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Operation(ADMIN_OPERATIONS.listImports)
  @Answers(200, 'Imports, newest first', z.object({ imports: z.array(run) }))
  async list() {
    return { imports: await importRuns(this.database.reader) };
  }

  @Get(':importId/refusals')
  @Operation(ADMIN_OPERATIONS.listRefusals)
  @Answers(
    200,
    'Rows that were not taken, in file order; the last line number is the next cursor',
    z.object({ refusals: z.array(refusal) }),
  )
  async refusals(@Param('importId', { schema: uuid }) importId: string, @Query({ schema: page }) { limit, cursor }: z.output<typeof page>) {
    return { refusals: await refusalsOf(this.database.reader, importId, { limit, after: cursor }) };
  }
}
