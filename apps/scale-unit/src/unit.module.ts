import { Module, type DynamicModule } from '@nestjs/common';
import { OperationGuard } from '@app/platform';
import { CoreModule } from './wiring/core.module';
import { FEATURES } from './wiring/features';
import type { UnitParts } from './wiring/parts';
import { PeopleModule } from './wiring/people.module';

@Module({})
export class UnitModule {
  static with(parts: UnitParts): DynamicModule {
    return { module: UnitModule, imports: [CoreModule.with(parts), PeopleModule, ...FEATURES], providers: [OperationGuard] };
  }
}
