import { Module } from '@nestjs/common';
import { ProbesController } from './probes.controller';
import { ReadinessService } from './readiness';

@Module({ controllers: [ProbesController], providers: [ReadinessService], exports: [ReadinessService] })
export class ProbesModule {}
