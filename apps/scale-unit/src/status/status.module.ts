import { Module } from '@nestjs/common';
import { ExchangeModule } from '../exchange/exchange.module';
import { HousekeepingModule } from '../housekeeping/housekeeping.module';
import { NoticesModule } from '../notices/notices.module';
import { ProbesModule } from '../probes/probes.module';
import { LastDayProof } from './last-day';
import { StatusController } from './status.controller';
import { StatusService } from './status.service';
import { UpkeepFacts } from './upkeep-facts';

@Module({
  imports: [ExchangeModule, HousekeepingModule, NoticesModule, ProbesModule],
  controllers: [StatusController],
  providers: [StatusService, UpkeepFacts, LastDayProof],
  exports: [StatusService],
})
export class StatusModule {}
