import { appliedPackage, type AppliedPackage } from '@app/channel-db';
import type { Database, Reader } from '@app/database';
import type { ApplyOutcome } from '../apply';
import { refuseUnfit, type StoredPackage } from '../apply-package';
import type { Applier } from '../apply-thread';
import { PackageFault } from '../package-fault';
import { stagePackage, type StagedPackage } from './stage-package';
import { retryOnServer } from './retry-on-server';
import { switchPackage } from './switch-packages';

/**
 * Applies on SQL Server: rows are staged in chunks, each its own short transaction, and everything of a load is switched in one,
 * which readers under READ_COMMITTED_SNAPSHOT see whole or not at all. A cut while staging leaves nothing that counts.
 */
export function applyOnServer(database: Database): Applier {
  return async ({ packages, now, retriesQuarantine = false }) => {
    let current: StoredPackage | undefined;
    try {
      const staged: StagedPackage[] = [];
      const done: AppliedPackage[] = [];
      for (const stored of packages) {
        current = stored;
        const before = await appliedPackage(database.reader, stored.manifest.packageId);
        if (before) done.push(before);
        else staged.push(await prepared(database, stored, now));
      }
      const applied = [...done, ...(await switchAll(database, staged, now))];
      return { kind: 'applied', packages: applied, releasedCount: retriesQuarantine ? await retryOnServer(database, now) : 0 };
    } catch (error) {
      if (error instanceof PackageFault) return refused(error, current);
      throw error;
    }
  };
}

async function prepared(database: Database, stored: StoredPackage, now: number): Promise<StagedPackage> {
  refuseUnfit(stored.manifest, await versionOf(database.reader, stored.manifest.job));
  return stagePackage(database, stored, now);
}

function switchAll(database: Database, staged: readonly StagedPackage[], now: number): Promise<AppliedPackage[]> {
  return database.unitOfWork.run(async (tx) => {
    const applied: AppliedPackage[] = [];
    for (const one of staged) applied.push(await switchPackage(tx, one, now));
    return applied;
  });
}

async function versionOf(reader: Reader, job: string): Promise<number> {
  const row = await reader.first<{ to_version: number }>('SELECT to_version FROM {download_cursor} WHERE job = ?', [job]);
  return row?.to_version ?? 0;
}

function refused({ reason, message }: PackageFault, stored: StoredPackage | undefined): ApplyOutcome {
  return { kind: 'refused', packageId: stored?.manifest.packageId ?? null, reason, message };
}
