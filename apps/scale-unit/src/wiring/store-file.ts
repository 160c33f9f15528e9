import { join } from 'node:path';
import { fileMarkOf, presentFile } from '@app/channel-db';
import type { Tx } from '@app/database';
import type { Instant } from '@app/kernel';
import type { UnitSettings } from '../config';

export const storeFileOf = ({ dataDir }: Pick<UnitSettings, 'dataDir'>): string => join(dataDir, 'store.db');

/**
 * Lets the box find out that it is a copy before it numbers anything. On SQL Server there is no file to look at; a database that
 * was restored there has another `recovery_fork_guid`, which nobody reads yet.
 */
export async function presentStoreFile(tx: Tx, settings: UnitSettings, now: Instant): Promise<void> {
  if (!settings.storeUrl) await presentFile(tx, fileMarkOf(storeFileOf(settings)), now);
}
