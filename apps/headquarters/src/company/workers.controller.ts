import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Database } from '@app/database';
import { Answers, Operation } from '@app/platform';
import { businessKey } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { DATABASE } from '../storage/tokens';
import { Peppers } from './peppers';
import { setPin } from './workers';

const pinOrder = z.strictObject({ channelId: businessKey, workerId: businessKey, pin: z.string().max(12) });

@Controller('api/v1/worker-pins')
export class WorkersController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly peppers: Peppers,
  ) {}

  @Post()
  @HttpCode(204)
  @Operation(ADMIN_OPERATIONS.setPin)
  @Answers(204, 'Set; it works in the store after the next download')
  set(@Body({ schema: pinOrder }) body: z.output<typeof pinOrder>): Promise<void> {
    return setPin(this.database, this.peppers, body);
  }
}
