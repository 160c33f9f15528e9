import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Answers, Operation, PROCESS_CONTROL, type ProcessControl, type ProcessStatus } from '@app/platform';
import { OPERATIONS } from '../operations';
import { unitProcess } from '../status/status-answer';
import { UNIT_PROCESS } from './unit-process';

@Controller('console/v1/unit')
export class UnitController {
  constructor(@Inject(PROCESS_CONTROL) private readonly processes: ProcessControl) {}

  @Post('restart')
  @HttpCode(200)
  @Operation(OPERATIONS.restartUnit)
  @Answers(200, 'The scale unit is starting.', unitProcess)
  restart(): Promise<ProcessStatus> {
    return this.processes.restart(UNIT_PROCESS);
  }
}
