import { Module } from '@nestjs/common';
import { NoticesController } from './notices.controller';
import { NoticesService } from './notices.service';
import { PlannedWorkController } from './planned-work.controller';
import { PlannedWorkService } from './planned-work.service';

/** What registers are told beside their work. */
@Module({
  controllers: [NoticesController, PlannedWorkController],
  providers: [NoticesService, PlannedWorkService],
  exports: [NoticesService, PlannedWorkService],
})
export class NoticesModule {}
