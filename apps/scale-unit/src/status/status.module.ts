import { Module } from '@nestjs/common';
import { ProbesModule } from '../probes/probes.module';
import { StatusController } from './status.controller';
import { StatusService, UnitTimes } from './status.service';

@Module({ imports: [ProbesModule], controllers: [StatusController], providers: [StatusService, UnitTimes] })
export class StatusModule {}
