import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { Answers, HISTORY_CONTENT_TYPE, openMetricsHistory, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { CLOCK, DATABASE } from '../storage/tokens';
import { historyOf, HISTORY_KEPT_MS, type HistoryRange } from './box-history';
import { findBox } from './boxes';

const DAY_MS = 86_400_000;
const instant = z.coerce.number().int().min(0);
const range = z.strictObject({ after: instant.optional(), until: instant.optional() });
type Asked = z.output<typeof range>;

const history = z.object({ points: z.array(z.object({ at: z.int(), figures: z.record(z.string(), z.number()) })) });

/** Key figures of a store with their true times, also those of hours in which nobody could ask it. */
@Controller('api/v1/boxes/:instanceId')
export class BoxHistoryController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('history')
  @Operation(ADMIN_OPERATIONS.readHistory)
  @Answers(200, 'By the minute, of the last day when no range is asked for', history)
  async read(
    @Param('instanceId', { schema: uuid }) instanceId: string,
    @Query({ schema: range }) asked: Asked,
  ): Promise<z.input<typeof history>> {
    const points = [];
    for await (const page of historyOf(this.database.reader, instanceId, this.rangeOf(asked, DAY_MS))) points.push(...page);
    return { points };
  }

  @Get('history.openmetrics')
  @Operation(ADMIN_OPERATIONS.readHistory)
  @Answers(200, 'In OpenMetrics form, with the store in every series', z.string(), 'application/openmetrics-text')
  async export(@Param('instanceId', { schema: uuid }) instanceId: string, @Query({ schema: range }) asked: Asked): Promise<StreamableFile> {
    const { reader } = this.database;
    const box = await findBox(reader, instanceId);
    if (!box) throw new DomainError('box.unknown', 'no such box was enrolled', { field: '/instanceId' });
    const found = this.rangeOf(asked, HISTORY_KEPT_MS);
    const text = openMetricsHistory(() => historyOf(reader, instanceId, found), { store: box.channelDatabaseId });
    return new StreamableFile(Readable.from(text), { type: HISTORY_CONTENT_TYPE });
  }

  private rangeOf({ after, until }: Asked, usualMs: number): HistoryRange {
    const now = this.clock.now();
    return { after: after ?? now - usualMs, until: until ?? now };
  }
}
