import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import {
  Answers,
  CurrentCaller,
  Operation,
  PROCESS_CONTROL,
  type AuthenticatedCaller,
  type ProcessControl,
  type ProcessStatus,
} from '@app/platform';
import { FixupsService } from '../fixups/fixups.service';
import { OPERATIONS } from '../operations';
import { unitProcess } from '../status/status-answer';
import { UNIT_PROCESS } from './unit-process';

@Controller('console/v1/unit')
export class UnitController {
  constructor(
    @Inject(PROCESS_CONTROL) private readonly processes: ProcessControl,
    @Inject(FixupsService) private readonly fixups: FixupsService,
  ) {}

  @Post('restart')
  @HttpCode(200)
  @Operation(OPERATIONS.restartUnit)
  @Answers(200, 'The scale unit is starting; 409 while a payment has begun.', unitProcess)
  async restart(@CurrentCaller() { permissions }: AuthenticatedCaller): Promise<ProcessStatus> {
    await this.fixups.run('restart-unit', { acceptsOpenPayments: false, permissions });
    return this.processes.status(UNIT_PROCESS);
  }
}
