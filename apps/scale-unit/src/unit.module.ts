import { Module, type DynamicModule } from '@nestjs/common';
import { AUTHENTICATORS, OperationGuard } from '@app/platform';
import { machineAuthenticator } from './wiring/authenticators';
import { CoreModule } from './wiring/core.module';
import { FEATURES } from './wiring/features';
import type { UnitParts } from './wiring/parts';

@Module({})
export class UnitModule {
  static with(parts: UnitParts): DynamicModule {
    return {
      module: UnitModule,
      imports: [CoreModule.with(parts), ...FEATURES],
      providers: [OperationGuard, { provide: AUTHENTICATORS, useValue: { machine: machineAuthenticator(parts.keys) } }],
    };
  }
}
