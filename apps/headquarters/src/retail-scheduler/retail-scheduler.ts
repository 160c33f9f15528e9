import type { Database } from '@app/database';
import { newId, type Clock } from '@app/kernel';
import { FIRST_LOAD_JOBS, type JobId } from '@app/protocol';
import { channelDatabase } from '../company/channel-databases';
import { hasSessions, openSessions, type SessionOwner } from './download-sessions';
import type { BuiltPackage, Packages } from './packages';

/** Decides what goes down to whom. First form: full snapshots on demand; schedules and deltas build on the same rows and versions. */
export class RetailScheduler {
  private readonly loading = new Map<string, Promise<unknown>>();

  constructor(
    private readonly database: Database,
    private readonly packages: Packages,
    private readonly clock: Clock,
  ) {}

  /** A first load or re-snapshot: all jobs under one load id, which the box builds beside and switches to at once. */
  async load(channelDatabaseId: string, jobs: readonly JobId[] = FIRST_LOAD_JOBS): Promise<{ loadId: string; packages: BuiltPackage[] }> {
    const target = await channelDatabase(this.database.reader, channelDatabaseId);
    const packages: BuiltPackage[] = [];
    for (const job of inOrder(jobs)) packages.push(await this.packages.snapshot(job, target));
    const loadId = newId();
    await this.database.unitOfWork.run((tx) => openSessions(tx, target, { loadId, packages, now: this.clock.now() }));
    return { loadId, packages };
  }

  /** Sees to it that a box that was enrolled has its first load; asked twice at once, it is made once. */
  async ensureFirstLoad(owner: SessionOwner): Promise<void> {
    if (await hasSessions(this.database.reader, owner)) return;
    const key = `${owner.channelDatabaseId}/${owner.epoch}`;
    const running = this.loading.get(key) ?? this.load(owner.channelDatabaseId);
    this.loading.set(key, running);
    await running.finally(() => this.loading.delete(key));
  }
}

const inOrder = (jobs: readonly JobId[]): JobId[] => FIRST_LOAD_JOBS.filter((job) => jobs.includes(job));
