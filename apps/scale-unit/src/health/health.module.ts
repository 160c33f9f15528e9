import { Module } from '@nestjs/common';
import { StatusModule } from '../status/status.module';
import { HealthController } from './health.controller';
import { HealthMetrics } from './health-metrics';
import { UnbalancedShifts } from './unbalanced-shifts';

@Module({ imports: [StatusModule], controllers: [HealthController], providers: [HealthMetrics, UnbalancedShifts] })
export class HealthModule {}
