import { Module } from '@nestjs/common';
import { HousekeepingModule } from '../housekeeping/housekeeping.module';
import { ProbesModule } from '../probes/probes.module';
import { StatusController } from './status.controller';
import { StatusService, UnitTimes } from './status.service';

@Module({ imports: [HousekeepingModule, ProbesModule], controllers: [StatusController], providers: [StatusService, UnitTimes] })
export class StatusModule {}
