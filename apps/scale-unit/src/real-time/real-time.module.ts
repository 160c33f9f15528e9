import { Module } from '@nestjs/common';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { CallLog, GiftCards, REAL_TIME_LIMITS, RealTimeGateway } from '@app/real-time';
import { HeadquartersLine } from '../wiring/headquarters-line';
import { CLOCK, STORE } from '../wiring/parts';

/** What only headquarters can answer, on a line with limits of its own. */
@Module({
  providers: [
    {
      provide: GiftCards,
      inject: [HeadquartersLine, STORE, CLOCK],
      useFactory: (line: HeadquartersLine, store: Database, clock: Clock) =>
        new GiftCards(new RealTimeGateway(line.lane(REAL_TIME_LIMITS)), new CallLog(store, clock), clock),
    },
  ],
  exports: [GiftCards],
})
export class RealTimeModule {}
