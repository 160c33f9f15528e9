import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { businessKey, uuid } from '@app/protocol';
import { z } from 'zod';
import { SCHEDULER_OPERATIONS } from '../../operations';
import { DATABASE } from '../../storage/tokens';
import { listSchedules, removeSchedule } from '../definitions/schedules';
import { listRuns } from '../runs/run-log';
import { ScheduleRunner } from '../runs/schedule-runner';
import { page, run, schedule, scheduleListing } from './answers';

const scheduleBody = z.strictObject(schedule.shape);
const runQuery = z.strictObject({ ...page, scheduleId: businessKey.optional(), cursor: uuid.optional() });
const id = { schema: businessKey };

/** When which jobs go to which groups. */
@Controller('api/v1/scheduler')
export class SchedulesController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly runner: ScheduleRunner,
  ) {}

  @Get('schedules')
  @Operation(SCHEDULER_OPERATIONS.listSchedules)
  @Answers(200, 'All distribution schedules', z.object({ schedules: z.array(scheduleListing) }))
  async list() {
    const schedules = await listSchedules(this.database.reader);
    return { schedules: schedules.map(({ covered: _, ...listed }) => listed) };
  }

  @Put('schedules')
  @HttpCode(204)
  @Operation(SCHEDULER_OPERATIONS.putSchedule)
  @Answers(204, 'Kept')
  put(@Body({ schema: scheduleBody }) body: z.output<typeof scheduleBody>): Promise<void> {
    return this.runner.put(body);
  }

  @Delete('schedules/:scheduleId')
  @HttpCode(204)
  @Operation(SCHEDULER_OPERATIONS.removeSchedule)
  @Answers(204, 'Removed')
  remove(@Param('scheduleId', id) scheduleId: string): Promise<void> {
    return this.database.unitOfWork.run((tx) => removeSchedule(tx, scheduleId));
  }

  @Post('schedules/:scheduleId/runs')
  @Operation(SCHEDULER_OPERATIONS.runSchedule)
  @Answers(201, 'The run, when every box of its groups has what it needs next', run)
  run(@Param('scheduleId', id) scheduleId: string) {
    return this.runner.runNow(scheduleId);
  }

  @Get('runs')
  @Operation(SCHEDULER_OPERATIONS.listRuns)
  @Answers(200, 'Runs, newest first; `next` begins the next page', z.object({ runs: z.array(run), next: uuid.nullable() }))
  async runs(@Query({ schema: runQuery }) { cursor, ...query }: z.output<typeof runQuery>) {
    const runs = await listRuns(this.database.reader, { ...query, after: cursor });
    return { runs, next: runs.length === query.limit ? (runs.at(-1)?.runId ?? null) : null };
  }
}
