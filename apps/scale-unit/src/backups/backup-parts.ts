import { clearAlarm, raiseAlarm, type Alarm, type CatalogReader } from '@app/channel-db';
import type { Database } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import type { Retention } from '@app/store-files';
import type { KnownKey } from '../journal/verify-journal';
import type { RecoveryCodes } from '../wiring/recovery-codes';
import type { BackupWork } from './work/backup-work';

export interface BackupParts {
  readonly store: Database;
  readonly catalog: CatalogReader;
  readonly clock: Clock;
  readonly codes: RecoveryCodes;
  readonly work: BackupWork;
  readonly restart: () => void;
  readonly boxKey: KnownKey;
  readonly software: string;
  readonly dataDir: string;
  /** Null where the store is no file: the server makes its own backups. */
  readonly storeFile: string | null;
  readonly backupDir: string | undefined;
  readonly backupAt: string;
  readonly retention: Retention;
}

/** Refuses on a server that makes its own backups. */
export function requireFile({ storeFile }: Pick<BackupParts, 'storeFile'>): string {
  if (storeFile === null) throw new DomainError('backup.by-server', 'this store is on SQL Server, which makes its own backups');
  return storeFile;
}

/** Raises an alarm about copies, or takes it back. */
export async function sayAlarm({ store, clock }: Pick<BackupParts, 'store' | 'clock'>, alarm: Alarm, isStanding: boolean): Promise<void> {
  await store.unitOfWork.run((tx) => (isStanding ? raiseAlarm(tx, alarm, clock.now()) : clearAlarm(tx, alarm.code, alarm.subject)));
}
