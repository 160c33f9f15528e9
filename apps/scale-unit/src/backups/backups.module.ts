import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CatalogReader } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import { JOB_RUNNER, type JobRunner } from '@app/platform';
import type { SigningKey } from '@app/protocol';
import { SETTINGS, type UnitSettings } from '../config';
import { SOFTWARE_VERSION } from '../software-version';
import { BACKUP_WORK, BOX_KEY, CLOCK, RESTART, STORE } from '../wiring/parts';
import { RecoveryCodes } from '../wiring/recovery-codes';
import { storeFileOf } from '../wiring/store-file';
import { backupJob } from './backup-jobs';
import { BackupTasks } from './backup-tasks';
import { BackupsController } from './backups.controller';
import { BackupsService } from './backups.service';
import type { BackupWork } from './work/backup-work';

/** Copies of the store at night, and what store IT may ask of them. */
@Module({
  controllers: [BackupsController],
  providers: [
    {
      provide: BackupsService,
      inject: [SETTINGS, STORE, CatalogReader, CLOCK, RecoveryCodes, BACKUP_WORK, BOX_KEY, RESTART],
      useFactory: (
        { dataDir, storeUrl, backupDir, backupAt, backupDays, backupWeeks }: UnitSettings,
        store: Database, catalog: CatalogReader, clock: Clock, codes: RecoveryCodes, work: BackupWork,
        boxKey: SigningKey & { readonly publicKey: string }, restart: () => void,
      ) =>
        new BackupsService({
          store, catalog, clock, codes, work, restart, boxKey, dataDir, backupDir, backupAt, software: SOFTWARE_VERSION,
          storeFile: storeUrl ? null : storeFileOf({ dataDir }),
          retention: { days: backupDays, weeks: backupWeeks },
        }),
    },
    { provide: BackupTasks, inject: [BackupsService], useFactory: (backups: BackupsService) => new BackupTasks(backups) },
  ],
}) // prettier-ignore
export class BackupsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(BackupsService) private readonly backups: BackupsService,
    @Inject(BackupTasks) private readonly tasks: BackupTasks,
    @Inject(JOB_RUNNER) private readonly jobs: JobRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.add(backupJob(this.backups, this.clock));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tasks.stop();
  }
}
