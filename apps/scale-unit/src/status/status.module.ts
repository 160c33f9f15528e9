import { Module } from '@nestjs/common';
import { HousekeepingModule } from '../housekeeping/housekeeping.module';
import { NoticesModule } from '../notices/notices.module';
import { ProbesModule } from '../probes/probes.module';
import { StatusController } from './status.controller';
import { StatusService } from './status.service';
import { UpkeepFacts } from './upkeep-facts';

@Module({
  imports: [HousekeepingModule, NoticesModule, ProbesModule],
  controllers: [StatusController],
  providers: [StatusService, UpkeepFacts],
  exports: [StatusService],
})
export class StatusModule {}
