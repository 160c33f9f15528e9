import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { uuid } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { CLOCK, DATABASE } from '../storage/tokens';
import { acknowledgeAlarm, listAlarms } from './alarms';

const query = z.strictObject({ all: z.enum(['true', 'false']).default('false') });
const alarm = z.object({
  alarmId: uuid, kind: z.string(), channelDatabaseId: z.string().nullable(), subject: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])), at: z.int(), acknowledgedAt: z.int().nullable(),
}); // prettier-ignore

@Controller('api/v1/alarms')
export class AlarmsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Operation(ADMIN_OPERATIONS.listAlarms)
  @Answers(200, 'Alarms nobody has marked as seen, newest first; with `all=true` every one', z.object({ alarms: z.array(alarm) }))
  async list(@Query({ schema: query }) { all }: z.output<typeof query>) {
    return { alarms: await listAlarms(this.database.reader, { includeAcknowledged: all === 'true' }) };
  }

  @Post(':alarmId/acknowledge')
  @HttpCode(204)
  @Operation(ADMIN_OPERATIONS.acknowledgeAlarm)
  @Answers(204, 'Marked as seen')
  async acknowledge(@Param('alarmId', { schema: uuid }) alarmId: string): Promise<void> {
    const isKnown = await this.database.unitOfWork.run((tx) => acknowledgeAlarm(tx, alarmId, this.clock.now()));
    if (!isKnown) throw new DomainError('alarm.unknown', `there is no alarm ${alarmId}`);
  }
}
