import type { Database, Tx } from '@app/database';
import { DomainError, newId, type Clock } from '@app/kernel';
import type { DownloadSession, JobId } from '@app/protocol';
import { channelDatabase, type ChannelDatabase } from '../company/channel-databases';
import { counterValue } from '../company/version-counters';
import { hasSessions, openSessions, type SessionOwner } from './sessions/download-sessions';
import type { BuiltPackage, PackageOrder, Packages } from './packages/packages';
import { Audiences, scopesOf } from './sending/audience';
import { newestVersion } from './sending/company-pages';
import { findSession } from './sessions/session-list';
import { JobDefinitions } from './sending/job-definitions';
import { nextPackage, type NextPackage } from './sending/next-package';
import { positionOf } from './sending/positions';

export interface Load {
  readonly loadId: string;
  readonly packages: readonly BuiltPackage[];
}

/** One moment's view that a run shares over all its boxes. */
export interface RunView {
  readonly definitions: JobDefinitions;
  readonly audiences: Audiences;
  readonly tombstoneFloor: number;
}

interface Planned {
  readonly built: BuiltPackage;
  /** The session the plan counted on; null when there was none. */
  readonly basedOn: string | null;
}

/** What came of an offer. */
export interface Offered {
  readonly boxCount: number;
  readonly sessionCount: number;
  /** Packages that were out of date before they were kept: their boxes want another look. */
  readonly missedCount: number;
}

/** Decides what goes down to whom, and puts it together. */
export class RetailScheduler {
  private readonly loading = new Map<string, Promise<unknown>>();

  constructor(
    private readonly database: Database,
    private readonly packages: Packages,
    private readonly clocks: { readonly clock: Clock; readonly businessClock: Clock },
  ) {}

  async view(): Promise<RunView> {
    const { reader } = this.database;
    const [definitions, tombstoneFloor] = await Promise.all([JobDefinitions.read(reader), counterValue(reader, 'tombstone-floor')]);
    return { definitions, tombstoneFloor, audiences: new Audiences(reader, this.clocks.businessClock) };
  }

  /** A first load or re-snapshot: all jobs under one load id, which the box builds beside and switches to at once. */
  async load(channelDatabaseId: string, jobs?: readonly JobId[]): Promise<Load> {
    const target = await channelDatabase(this.database.reader, channelDatabaseId);
    const packages = await this.snapshotsFor(target, jobs);
    const loadId = newId();
    await this.database.unitOfWork.run((tx) => openSessions(tx, target, { loadId, packages, now: this.clocks.clock.now() }));
    return { loadId, packages };
  }

  /** The packages of a load, for whoever wants them as files: nobody is offered them. */
  async snapshots(channelDatabaseId: string, jobs?: readonly JobId[]): Promise<readonly BuiltPackage[]> {
    return this.snapshotsFor(await channelDatabase(this.database.reader, channelDatabaseId), jobs);
  }

  /** All rows of one job again, for the box that asks or for which somebody asks. */
  async resnapshot(owner: SessionOwner, job: JobId): Promise<DownloadSession> {
    const target = await channelDatabase(this.database.reader, owner.channelDatabaseId);
    const { definitions, audiences } = await this.view();
    if (definitions.entitiesOf(job).length === 0) throw new DomainError('job.carries-nothing', `job ${job} carries no entity`);
    const built = await this.packages.snapshot({ job, audience: await audiences.of(target), definitions });
    const load = { loadId: null, packages: [built], now: this.clocks.clock.now() };
    const [session] = await this.database.unitOfWork.run((tx) => openSessions(tx, owner, load));
    if (!session) throw new DomainError('internal.invariant', 'a snapshot opens a session');
    return session;
  }

  /** All rows of a session's job again, for whom the session was. */
  async rerun(sessionId: string): Promise<DownloadSession> {
    const { channelDatabaseId, job } = await findSession(this.database.reader, sessionId);
    return this.resnapshot(await channelDatabase(this.database.reader, channelDatabaseId), job);
  }

  /** Sees to it that a box that was enrolled has its first load; asked twice at once, it is made once. */
  async ensureFirstLoad(owner: SessionOwner): Promise<void> {
    if (await hasSessions(this.database.reader, owner)) return;
    const key = `${owner.channelDatabaseId}/${owner.epoch}`;
    const running = this.loading.get(key) ?? this.load(owner.channelDatabaseId);
    this.loading.set(key, running);
    await running.finally(() => this.loading.delete(key));
  }

  /** Brings boxes up to date in one unit of work: what each needs next of each job. */
  async offer(targets: readonly ChannelDatabase[], jobs: readonly JobId[], view: RunView): Promise<Offered> {
    const plans: { readonly target: ChannelDatabase; readonly planned: readonly Planned[] }[] = [];
    for (const target of targets) {
      // Before its first load a box has no session; it gets everything when it asks for the first time.
      if (!(await hasSessions(this.database.reader, target))) continue;
      const planned = await this.plan(target, jobs, view);
      if (planned.length > 0) plans.push({ target, planned });
    }
    const plannedCount = plans.reduce((sum, { planned }) => sum + planned.length, 0);
    const sessionCount = plannedCount === 0 ? 0 : await this.openAll(plans);
    return { boxCount: plans.length, sessionCount, missedCount: plannedCount - sessionCount };
  }

  private async snapshotsFor(target: ChannelDatabase, jobs?: readonly JobId[]): Promise<readonly BuiltPackage[]> {
    const { definitions, audiences } = await this.view();
    const wanted = definitions.jobs.filter((job) => jobs?.includes(job) ?? true);
    if (wanted.length === 0) throw new DomainError('job.carries-nothing', 'none of these jobs carries an entity');
    const audience = await audiences.of(target);
    const packages: BuiltPackage[] = [];
    for (const job of wanted) packages.push(await this.packages.snapshot({ job, audience, definitions }));
    return packages;
  }

  private openAll(plans: readonly { readonly target: ChannelDatabase; readonly planned: readonly Planned[] }[]): Promise<number> {
    return this.database.unitOfWork.run(async (tx) => {
      let opened = 0;
      for (const { target, planned } of plans) opened += await this.open(tx, target, planned);
      return opened;
    });
  }

  private async plan(target: ChannelDatabase, jobs: readonly JobId[], view: RunView): Promise<Planned[]> {
    const audience = await view.audiences.of(target);
    const planned: Planned[] = [];
    for (const job of jobs) {
      const order: PackageOrder = { job, audience, definitions: view.definitions };
      const position = await positionOf(this.database.reader, target, job);
      const definition = view.definitions.textFor(job, audience);
      const supply = { newestVersion: await this.newest(order), definition, tombstoneFloor: view.tombstoneFloor };
      const built = await this.build(order, nextPackage(position, supply));
      if (built) planned.push({ built, basedOn: position?.sessionId ?? null });
    }
    return planned;
  }

  private async build(order: PackageOrder, next: NextPackage): Promise<BuiltPackage | undefined> {
    if (next.kind === 'none') return undefined;
    return next.kind === 'snapshot' ? this.packages.snapshot(order) : this.packages.delta(order, next.fromVersion);
  }

  /** What a box began or gave up since the plan was made, or another process offered, is planned anew by the next run. */
  private async open(tx: Tx, target: ChannelDatabase, planned: readonly Planned[]): Promise<number> {
    const packages: BuiltPackage[] = [];
    for (const { built, basedOn } of planned) {
      const position = await positionOf(tx, target, built.job);
      const isBehind = built.kind === 'delta' && (position?.offeredVersion ?? 0) >= built.toVersion;
      if ((position?.sessionId ?? null) === basedOn && !isBehind) packages.push(built);
    }
    const snapshots = packages.filter(({ kind }) => kind === 'snapshot');
    const deltas = packages.filter(({ kind }) => kind !== 'snapshot');
    const now = this.clocks.clock.now();
    // Snapshots that come together are switched to together.
    await openSessions(tx, target, { loadId: snapshots.length > 1 ? newId() : null, packages: snapshots, now });
    await openSessions(tx, target, { loadId: null, packages: deltas, now });
    return packages.length;
  }

  private async newest({ job, audience, definitions }: PackageOrder): Promise<number> {
    const sent = definitions.entitiesOf(job).map(({ entity }) => entity);
    const versions = (['group', 'channel'] as const).map((scope) => {
      const entities = sent.filter((entity) => entity.scope === scope);
      const scopeIds = entities[0] ? scopesOf(audience, entities[0]).flatMap((one) => one.scopeIds) : [];
      return newestVersion(this.database.reader, entities.map(({ name }) => name), scopeIds); // prettier-ignore
    });
    return Math.max(...(await Promise.all(versions)));
  }
}
