import { Module } from '@nestjs/common';
import { MetricsController } from './metrics.controller';
import { ProbesController } from './probes.controller';
import { ReadinessService } from './readiness';

@Module({ controllers: [ProbesController, MetricsController], providers: [ReadinessService], exports: [ReadinessService] })
export class ProbesModule {}
