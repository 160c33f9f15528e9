import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { OPERATIONS } from '@app/commerce';
import { Answers, Operation } from '@app/platform';
import { recoveryCodeId } from '@app/store-files';
import type { z } from 'zod';
import { SETTINGS, type UnitSettings } from '../config';
import { BackupTasks } from './backup-tasks';
import { backupsState, drillBody, recoveryCode, restoreBody } from './backups.dto';
import { BackupsService } from './backups.service';
import { recordsIn, salesIn } from './work/copy-about';

type State = z.input<typeof backupsState>;

/** For the console and the command line. What takes long goes on by itself; the state says when it ended. */
@Controller('management/v1')
export class BackupsController {
  constructor(
    @Inject(BackupsService) private readonly backups: BackupsService,
    @Inject(BackupTasks) private readonly tasks: BackupTasks,
    @Inject(SETTINGS) private readonly settings: UnitSettings,
  ) {}

  @Get('backups')
  @Operation(OPERATIONS.showBackups)
  @Answers(200, 'Copies of the store, what is being done with them, and what was proven.', backupsState)
  async state(): Promise<State> {
    const { backupAt, backupDays, backupWeeks } = this.settings;
    const copies = await this.backups.copies.list();
    return {
      isPossible: this.backups.isPossible,
      folder: this.backups.copies.path,
      isOnSameDisk: this.backups.copies.isOnSameDisk(),
      madeAt: backupAt,
      kept: { days: backupDays, weeks: backupWeeks },
      ...this.backups.activity.standing,
      lastCopy: await this.backups.done.lastCopy(),
      lastDrill: await this.backups.done.lastDrill(),
      copies: copies.map((copy) => ({
        name: copy.name,
        at: copy.at,
        sizeBytes: copy.sizeBytes,
        records: copy.about && recordsIn(copy.about.books),
        sales: copy.about && salesIn(copy.about.books),
        canOpen: this.backups.copies.canOpen(copy),
      })),
    };
  }

  @Post('backups')
  @HttpCode(202)
  @Operation(OPERATIONS.makeBackup)
  @Answers(202, 'A copy is being made.', backupsState)
  async make(): Promise<State> {
    this.tasks.start((signal) => this.backups.copy(signal));
    return this.state();
  }

  @Post('backups/drill')
  @HttpCode(202)
  @Operation(OPERATIONS.drillBackup)
  @Answers(202, 'A copy is being brought back in a scratch folder and proven.', backupsState)
  async drill(@Body({ schema: drillBody }) { name }: z.output<typeof drillBody>): Promise<State> {
    this.tasks.start((signal) => this.backups.drill(name, signal));
    return this.state();
  }

  @Post('backups/restore')
  @HttpCode(202)
  @Operation(OPERATIONS.restoreBackup)
  @Answers(202, 'The copy is opened and proven; then the scale unit begins anew with it.', backupsState)
  async restore(@Body({ schema: restoreBody }) order: z.output<typeof restoreBody>): Promise<State> {
    this.tasks.start((signal) => this.backups.restore(order, signal));
    return this.state();
  }

  @Get('recovery-code')
  @Operation(OPERATIONS.showRecoveryCode)
  @Answers(200, 'What opens the copies of this box. To be kept where the box is not.', recoveryCode)
  code(): z.input<typeof recoveryCode> {
    const code = this.backups.recoveryCode;
    return { code, codeId: recoveryCodeId(code) };
  }
}
