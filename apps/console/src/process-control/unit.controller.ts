import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { UnitProcess } from '@app/appliance';
import { Answers, Operation } from '@app/platform';
import { OPERATIONS } from '../operations';
import { unitProcess } from '../status/status-answer';
import { PROCESS_CONTROL, type ProcessControl } from './launcher-client';

@Controller('console/v1/unit')
export class UnitController {
  constructor(@Inject(PROCESS_CONTROL) private readonly processes: ProcessControl) {}

  @Post('restart')
  @HttpCode(200)
  @Operation(OPERATIONS.restartUnit)
  @Answers(200, 'The scale unit is starting.', unitProcess)
  restart(): Promise<UnitProcess> {
    return this.processes.restartUnit();
  }
}
