import { Module } from '@nestjs/common';
import { ProbesModule } from '../probes/probes.module';
import { OperationMapService } from './operation-map.service';
import { OperationsController } from './operations.controller';

@Module({ imports: [ProbesModule], controllers: [OperationsController], providers: [OperationMapService] })
export class OperationsModule {}
