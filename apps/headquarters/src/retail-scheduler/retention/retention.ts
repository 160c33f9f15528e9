import { setImmediate } from 'node:timers/promises';
import type { Database, Tx, Value } from '@app/database';
import type { Clock } from '@app/kernel';
import { currentVersion } from '../../company/company-rows';
import { counterValue, raiseTombstoneFloor } from '../../company/version-counters';
import type { BlobStore } from '../../blobs/blob-store';
import { readParameters, type Parameters } from '../definitions/parameters';

const DAY_MS = 86_400_000;
/** Rows that go in one unit of work, so that boxes wait for moments only. */
const BATCH = 500;
/** A file is written before the row that names it: young ones are left alone. */
const BLOB_GRACE_MS = DAY_MS;

export interface Forgotten {
  readonly sessions: number;
  readonly packages: number;
  readonly segmentSets: number;
  readonly blobs: number;
  readonly tombstones: number;
  readonly runs: number;
}

/** Forgets what nobody needs any more, a little at a time. Safe to stop anywhere and to repeat. */
export class Retention {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
  ) {}

  async run(signal?: AbortSignal): Promise<Forgotten> {
    const kept = await readParameters(this.database.reader);
    const now = this.clock.now();
    await this.giveUpOldPackages(now - kept.packageRetentionDays * DAY_MS, signal);
    return {
      sessions: await this.forget(OLD_SESSIONS, [now - kept.sessionRetentionDays * DAY_MS], signal),
      packages: await this.forget(OLD_PACKAGES, [now - kept.packageRetentionDays * DAY_MS], signal),
      // A package may name a set in the hour before the set's own note of it.
      segmentSets: await this.forget(OLD_SETS, [now - (kept.packageRetentionDays + 1) * DAY_MS], signal),
      runs: await this.forget(OLD_RUNS, [now - kept.sessionRetentionDays * DAY_MS], signal),
      blobs: await this.forgetBlobs(now - BLOB_GRACE_MS),
      tombstones: await this.forgetTombstones(kept, now, signal),
    };
  }

  /** What nobody took in all this time is not kept for them; when the box comes, the scheduler looks what it needs then. */
  private async giveUpOldPackages(before: number, signal: AbortSignal | undefined): Promise<void> {
    await this.inBatches(
      (tx) =>
        tx.run(
          `UPDATE {download_session} SET state = 'superseded' WHERE session_id IN (SELECT session_id FROM {download_session}
             WHERE state IN ('available', 'requested', 'downloaded', 'failed') AND created_at < ? LIMIT ${BATCH})`,
          [before],
        ),
      signal,
    );
  }

  private forget(statement: string, values: readonly Value[], signal: AbortSignal | undefined): Promise<number> {
    return this.inBatches((tx) => tx.run(statement, values), signal);
  }

  /** Versions have no time of their own: a mark says which version was the newest at a time. */
  private async forgetTombstones({ tombstoneRetentionDays }: Parameters, now: number, signal: AbortSignal | undefined): Promise<number> {
    const { reader, unitOfWork } = this.database;
    const newest = await currentVersion(reader);
    const before = now - tombstoneRetentionDays * DAY_MS;
    const mark = await reader.first<{ version: number | null }>(`SELECT max(version) AS version FROM {version_mark} WHERE at <= ?`, [
      before,
    ]);
    const floor = mark?.version ?? 0;
    await unitOfWork.run(async (tx) => {
      await tx.run(`INSERT OR REPLACE INTO {version_mark} (at, version) VALUES (?, ?)`, [now, newest]);
      await tx.run(`DELETE FROM {version_mark} WHERE at <= ? AND version < ?`, [before, floor]);
      await raiseTombstoneFloor(tx, floor);
    });
    if (floor === 0) return 0;
    return this.forget(OLD_TOMBSTONES, [await counterValue(reader, 'tombstone-floor')], signal);
  }

  private async forgetBlobs(before: number): Promise<number> {
    const named = await this.database.reader.query<{ sha256: string | null }>(
      `SELECT json_extract(s.value, '$.sha256') AS sha256 FROM {segment_set}, json_each(segments) s
       UNION SELECT json_extract(s.value, '$.sqlite.sha256') FROM {segment_set}, json_each(segments) s`,
    );
    const kept = new Set(named.map(({ sha256 }) => sha256));
    let count = 0;
    for await (const { sha256, storedAt } of this.blobs.list()) {
      if (kept.has(sha256) || storedAt >= before) continue;
      await this.blobs.remove(sha256);
      count += 1;
    }
    return count;
  }

  private async inBatches(work: (tx: Tx) => Promise<{ readonly changes: number }>, signal: AbortSignal | undefined): Promise<number> {
    let count = 0;
    while (!signal?.aborted) {
      const { changes } = await this.database.unitOfWork.run(work);
      count += changes;
      if (changes < BATCH) break;
      await setImmediate();
    }
    return count;
  }
}

/** The newest session of a job stays: it says where the box stands. */
const OLD_SESSIONS = `DELETE FROM {download_session} WHERE session_id IN (SELECT s.session_id FROM {download_session} s
  WHERE s.state IN ('applied', 'canceled', 'superseded') AND s.created_at < ? AND EXISTS (
    SELECT 1 FROM {download_session} n WHERE n.channel_database_id = s.channel_database_id AND n.epoch >= s.epoch AND n.job = s.job
      AND n.ordinal > s.ordinal AND n.state = 'applied' AND n.kind <> 'repair')
  LIMIT ${BATCH})`;

const OLD_PACKAGES = `DELETE FROM {package} WHERE package_id IN (SELECT p.package_id FROM {package} p WHERE p.created_at < ?
  AND NOT EXISTS (SELECT 1 FROM {download_session} s WHERE s.package_id = p.package_id
    AND s.state IN ('available', 'requested', 'downloaded', 'failed'))
  LIMIT ${BATCH})`;

const OLD_SETS = `DELETE FROM {segment_set} WHERE rowid IN (SELECT rowid FROM {segment_set} WHERE named_at < ? LIMIT ${BATCH})`;

const OLD_RUNS = `DELETE FROM {schedule_run} WHERE run_id IN (
  SELECT run_id FROM {schedule_run} WHERE started_at < ? AND state <> 'running' LIMIT ${BATCH})`;

const OLD_TOMBSTONES = `DELETE FROM {company_row} WHERE rowid IN (
  SELECT rowid FROM {company_row} WHERE is_deleted = 1 AND version <= ? LIMIT ${BATCH})`;
