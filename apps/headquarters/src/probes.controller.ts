import { Controller, Get, Inject } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { PROBE_OPERATIONS } from './operations';
import { DATABASE } from './storage/tokens';

const answer = z.object({ status: z.literal('ok') });

@Controller()
export class ProbesController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get('livez')
  @Operation(PROBE_OPERATIONS.live)
  @Answers(200, 'The process runs', answer)
  live() {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Operation(PROBE_OPERATIONS.ready)
  @Answers(200, 'Boxes can be answered', answer)
  async ready() {
    await this.database.reader.first('SELECT 1 AS one');
    return { status: 'ok' };
  }
}
