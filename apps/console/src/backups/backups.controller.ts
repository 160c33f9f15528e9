import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Answers, Operation } from '@app/platform';
import { z } from 'zod';
import { OPERATIONS } from '../operations';
import { ManagementClient } from '../scale-unit/management-client';

const at = z.number();
const activity = z.enum(['copy', 'drill', 'restore']);
const DEADLINE_MS = 5_000;

/** What the scale unit says about the copies of the store, as far as the console shows it. */
const backupsState = z
  .object({
    isPossible: z.boolean(),
    folder: z.string(),
    isOnSameDisk: z.boolean().nullable(),
    madeAt: z.string(),
    kept: z.object({ days: z.int(), weeks: z.int() }),
    current: z.object({ activity, since: at }).nullable(),
    failed: z.object({ activity, at, code: z.string(), message: z.string() }).nullable(),
    lastCopy: z.object({ at, name: z.string(), sizeBytes: z.number(), records: z.int() }).nullable(),
    lastDrill: z
      .object({ at, name: z.string(), madeAt: at, records: z.int(), sales: z.int(), totalMs: z.int(), faults: z.array(z.string()) })
      .nullable(),
    copies: z.array(z.object({ name: z.string(), at, sizeBytes: z.number(), sales: z.int().nullable(), canOpen: z.boolean() })),
  })
  .meta({ id: 'BackupsState' });
type State = z.input<typeof backupsState>;

const drillBody = z.strictObject({ name: z.string().max(200).optional() });
const recoveryCode = z.object({ code: z.string() }).meta({ id: 'RecoveryCode' });

@Controller('console/v1')
export class BackupsController {
  constructor(@Inject(ManagementClient) private readonly unit: ManagementClient) {}

  @Get('backups')
  @Operation(OPERATIONS.readBackups)
  @Answers(200, 'Copies of the store, what is being done with them, and what was proven.', backupsState)
  async read(): Promise<State> {
    return backupsState.parse(await this.unit.ask({ method: 'GET', path: '/backups', deadlineMs: DEADLINE_MS }));
  }

  @Post('backups')
  @HttpCode(202)
  @Operation(OPERATIONS.makeBackup)
  @Answers(202, 'A copy is being made.', backupsState)
  async make(): Promise<State> {
    return backupsState.parse(await this.unit.ask({ method: 'POST', path: '/backups', deadlineMs: DEADLINE_MS }));
  }

  @Post('backups/drill')
  @HttpCode(202)
  @Operation(OPERATIONS.drillBackup)
  @Answers(202, 'A copy is being brought back and proven.', backupsState)
  async drill(@Body({ schema: drillBody }) body: z.output<typeof drillBody>): Promise<State> {
    return backupsState.parse(await this.unit.ask({ method: 'POST', path: '/backups/drill', body, deadlineMs: DEADLINE_MS }));
  }

  @Get('recovery-code')
  @Operation(OPERATIONS.readRecoveryCode)
  @Answers(200, 'What opens the copies of this box.', recoveryCode)
  async code(): Promise<z.input<typeof recoveryCode>> {
    return recoveryCode.parse(await this.unit.ask({ method: 'GET', path: '/recovery-code', deadlineMs: DEADLINE_MS }));
  }
}
