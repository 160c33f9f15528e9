import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { Answers, Operation } from '@app/platform';
import { businessKey, localDate, priceEntity } from '@app/protocol';
import { z } from 'zod';
import { ADMIN_OPERATIONS } from '../operations';
import { BUSINESS_CLOCK, DATABASE } from '../storage/tokens';
import { currentPrices } from './current-prices';

const query = z.strictObject({ channelId: businessKey, productId: businessKey });
const answer = z.object({ date: localDate, prices: z.array(priceEntity.schema) });

@Controller('api/v1/current-prices')
export class CurrentPricesController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BUSINESS_CLOCK) private readonly businessClock: Clock,
  ) {}

  @Get()
  @Operation(ADMIN_OPERATIONS.readCurrentPrices)
  @Answers(200, 'Prices valid today in the store; the first one counts', answer)
  read(@Query({ schema: query }) of: z.output<typeof query>) {
    return currentPrices(this.database.reader, this.businessClock, of);
  }
}
