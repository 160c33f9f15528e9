import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../../operations';
import { CLOCK, DATABASE } from '../../storage/tokens';
import { decideFile } from './decide-file';
import { findFile, INBOX_STATES, listFiles } from './inbox-files';
import { fileRefusals } from './staging';

const text = z.string().nullable();
const file = z.object({
  fileId: uuid, name: z.string(), digest: z.string(), sizeBytes: z.int(), mapping: text, series: text, kind: z.enum(['full', 'delta']).nullable(),
  state: z.enum(INBOX_STATES), reason: text, foundAt: z.int(), finishedAt: z.int().nullable(), filedAt: z.int().nullable(),
  lineCount: z.int(), takenCount: z.int(), refusedCount: z.int(), changedCount: z.int(), removedCount: z.int(),
}); // prettier-ignore
const page = z.strictObject({
  state: z.enum(INBOX_STATES).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  cursor: uuid.optional(),
});
const refusalPage = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  cursor: z.coerce.number().int().min(0).default(0),
});
const refusal = z.object({ lineNumber: z.int(), reason: z.string() });

/** Files that came through the watched folder. */
@Controller('api/v1/inbox-files')
export class InboxController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Operation(ADMIN_OPERATIONS.listInbox)
  @Answers(200, 'Files, newest first; `next` begins the next page', z.object({ files: z.array(file), next: text }))
  async list(@Query({ schema: page }) { state, limit, cursor }: z.output<typeof page>) {
    const files = await listFiles(this.database.reader, { state, limit, before: cursor });
    return { files, next: files.length === limit ? (files.at(-1)?.fileId ?? null) : null };
  }

  @Get(':fileId/refusals')
  @Operation(ADMIN_OPERATIONS.listInboxRefusals)
  @Answers(
    200,
    'Lines that were not taken, in file order; the last line number is the next cursor',
    z.object({ refusals: z.array(refusal) }),
  )
  async refusals(@Param('fileId', { schema: uuid }) fileId: string, @Query({ schema: refusalPage }) given: z.output<typeof refusalPage>) {
    if (!(await findFile(this.database.reader, fileId))) throw new DomainError('inbox-file.unknown', `there is no file ${fileId}`);
    return { refusals: await fileRefusals(this.database.reader, fileId, { limit: given.limit, after: given.cursor }) };
  }

  @Post(':fileId/approve')
  @HttpCode(204)
  @Operation(ADMIN_OPERATIONS.approveInboxFile)
  @Answers(204, 'It will be taken at the next look')
  approve(@Param('fileId', { schema: uuid }) fileId: string): Promise<void> {
    return decideFile(this.database, fileId, 'approve', this.clock.now());
  }

  @Post(':fileId/refuse')
  @HttpCode(204)
  @Operation(ADMIN_OPERATIONS.refuseInboxFile)
  @Answers(204, 'It will not be taken')
  refuse(@Param('fileId', { schema: uuid }) fileId: string): Promise<void> {
    return decideFile(this.database, fileId, 'refuse', this.clock.now());
  }
}
