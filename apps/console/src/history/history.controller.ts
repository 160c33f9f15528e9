import { Readable } from 'node:stream';
import { Controller, Get, Headers, Inject, Query, Req, StreamableFile } from '@nestjs/common';
import { DomainError, type Clock } from '@app/kernel';
import { Answers, equalsInConstantTime, HISTORY_CONTENT_TYPE, openMetricsHistory, Operation } from '@app/platform';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { UserSessions } from '../access/user-sessions';
import { CLOCK, SETTINGS, type ConsoleSettings } from '../config';
import { OPERATIONS } from '../operations';
import { MetricHistory } from './metric-history';

const DAY_MS = 86_400_000;
const instant = z.coerce.number().int().min(0);
const range = z.strictObject({ after: instant.optional(), until: instant.optional() });
type Range = z.output<typeof range>;

const history = z
  .object({
    /** Oldest first. A minute of which nothing is known has no point; a figure nobody knew then is not in its point. */
    points: z.array(z.object({ at: z.number(), figures: z.record(z.string(), z.number()) })),
  })
  .meta({ id: 'History' });

/** Key figures of the last 14 days, in the names of docs/monitoring.md. */
@Controller()
export class HistoryController {
  constructor(
    @Inject(MetricHistory) private readonly history: MetricHistory,
    @Inject(UserSessions) private readonly sessions: UserSessions,
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('console/v1/history')
  @Operation(OPERATIONS.readHistory)
  @Answers(200, 'Key figures by the minute, of the last day when no range is asked for.', history)
  read(@Query({ schema: range }) asked: Range): z.input<typeof history> {
    return { points: [...this.history.pages(this.rangeOf(asked, DAY_MS))].flat() };
  }

  @Get('history.openmetrics')
  @Operation(OPERATIONS.exportHistory)
  @Answers(200, 'All of it in OpenMetrics form with true times, for `promtool tsdb create-blocks-from openmetrics`.', z.string(), 'application/openmetrics-text')
  export(
    @Query({ schema: range }) asked: Range,
    @Headers('authorization') authorization: string | undefined,
    @Req() { raw }: FastifyRequest,
  ): StreamableFile {
    if (!this.mayRead(authorization) && !this.sessions.isLive(raw)) throw new DomainError('auth.required', 'The token of monitoring is needed.');
    const found = this.rangeOf(asked, 14 * DAY_MS);
    const text = openMetricsHistory(() => pausing(this.history.pages(found)));
    return new StreamableFile(Readable.from(text), { type: HISTORY_CONTENT_TYPE });
  } // prettier-ignore

  private mayRead(authorization = ''): boolean {
    const token = this.settings.metricsToken?.reveal();
    return token !== undefined && equalsInConstantTime(authorization, `Bearer ${token}`);
  }

  private rangeOf({ after, until }: Range, usualMs: number): { after: number; until: number } {
    const now = this.clock.now();
    return { after: after ?? now - usualMs, until: until ?? now };
  }
}

/** Weeks of points are read in turns with everything else the console does. */
async function* pausing<Value>(values: Iterable<Value>): AsyncGenerator<Value> {
  for (const value of values) {
    yield value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
