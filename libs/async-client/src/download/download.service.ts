import type { AppliedPackage, DownloadFailure } from '@app/channel-db';
import { DomainError, type Clock } from '@app/kernel';
import type { DownloadSession, JobId, SessionReport } from '@app/protocol';
import type { ApplyOutcome } from '../apply/apply';
import type { Applier } from '../apply/apply-thread';
import type { StoredPackage } from '../apply/apply-package';
import type { ExchangeClient, ExchangeFailure } from '../wire/exchange-client';
import type { LineUse } from '../line/line-use';
import type { PackageFetcher } from './package-fetcher';
import type { Listener } from './last-word';
import type { Enrolled } from './read-manifest';
import type { SegmentStore } from './segment-store';
import { groupSessions, type SessionGroup } from './session-groups';

export interface DownloadParts {
  readonly exchange: ExchangeClient;
  readonly fetcher: PackageFetcher;
  readonly segments: SegmentStore;
  readonly lineUse: LineUse;
  readonly listener: Listener;
  readonly applier: Applier;
  /** Where the catalog's generations are. */
  readonly catalogDirectory: string;
  /** Undefined before enrolment. */
  readonly enrolled: () => Promise<Enrolled | undefined>;
  /** What a package did when it was applied, read from the catalog; undefined when it was not. */
  readonly appliedBefore: (packageId: string) => Promise<AppliedPackage | undefined>;
  /** Called after every apply, before headquarters is told: readers follow the pointer, listeners get a hint. */
  readonly onApplied: () => Promise<void>;
  /** Keeps a failed try for who looks later. */
  readonly onFailed: (failure: DownloadFailure) => Promise<void>;
  readonly clock: Clock;
}

/** What one round did; tells the loop how soon to come again. */
export type DownloadRound =
  | { readonly kind: 'not-enrolled' }
  | { readonly kind: 'line-failed'; readonly failure: ExchangeFailure }
  /** Nothing may come down now; headquarters is asked again later. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'done'; readonly applied: number; readonly failed: readonly string[] };

type GroupOutcome =
  | { readonly kind: 'applied' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'interrupted'; readonly failure: ExchangeFailure };

/** For whom a round takes packages, and what ends it early. */
interface Taking {
  readonly enrolled: Enrolled;
  readonly signal: AbortSignal | undefined;
}

/** Takes what headquarters has for this box: asks, fetches, applies, reports. Safe to cut anywhere and to repeat. */
export class DownloadService {
  private lastWork: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: DownloadParts) {}

  /** How long to leave headquarters alone while nothing may come down. */
  get pollMs(): number {
    return this.parts.lineUse.profile.pollSeconds * 1_000;
  }

  async runOnce(waitSeconds: number, signal?: AbortSignal): Promise<DownloadRound> {
    const enrolled = await this.parts.enrolled();
    if (!enrolled) return { kind: 'not-enrolled' };
    if (await this.parts.lineUse.isPausedHere()) return { kind: 'paused' };
    const listed = await this.parts.exchange.sessions(waitSeconds, signal);
    if (!listed.ok) return { kind: 'line-failed', failure: listed };
    const { sessions, profile } = listed.value;
    this.parts.lineUse.wish(profile);
    await this.parts.listener.hear(listed.value);
    return this.takeAllowed(groupSessions(sessions), { enrolled, signal });
  }

  /** Nothing while headquarters pauses; on a metered line only what is urgent. */
  private async takeAllowed(groups: readonly SessionGroup[], taking: Taking): Promise<DownloadRound> {
    const { isPaused, isMetered } = this.parts.lineUse.profile;
    const isAllowed = (group: SessionGroup) => !isPaused && (!isMetered || group.every(({ isUrgent }) => isUrgent === true));
    const allowed = groups.filter(isAllowed);
    if (allowed.length === 0 && groups.length > 0) return { kind: 'paused' };
    return this.takeAll(allowed, taking);
  }

  /** Reads rows in quarantine again; answers how many left it. */
  async retryQuarantine(): Promise<number> {
    const { applier, catalogDirectory, clock, onApplied } = this.parts;
    const outcome = await this.alone(() =>
      applier({ directory: catalogDirectory, packages: [], now: clock.now(), retriesQuarantine: true }),
    );
    if (outcome.kind === 'refused') throw new DomainError('exchange.retry-refused', outcome.message);
    await onApplied();
    return outcome.releasedCount;
  }

  /** A group that fails holds back later packages of its own jobs only. What is whole here stays for the next round when this one is ended. */
  private async takeAll(groups: readonly SessionGroup[], taking: Taking): Promise<DownloadRound> {
    const held = new Set<JobId>();
    const failed: string[] = [];
    let applied = 0;
    for (const group of groups) {
      if (group.some(({ job }) => held.has(job))) continue;
      const outcome = await this.take(group, taking);
      if (outcome.kind === 'interrupted') return { kind: 'line-failed', failure: outcome.failure };
      if (outcome.kind === 'applied') applied += group.length;
      else {
        failed.push(outcome.reason);
        for (const { job } of group) held.add(job);
      }
    }
    if (held.size === 0) await this.parts.segments.clear();
    return { kind: 'done', applied, failed };
  }

  private async take(group: SessionGroup, taking: Taking): Promise<GroupOutcome> {
    const known = await this.knownPackages(group);
    if (known) return this.reportApplied(group, known);
    const packages: StoredPackage[] = [];
    for (const session of group) {
      if (session.state === 'available') await this.report(session, { state: 'requested' });
      const fetched = await this.parts.fetcher.fetch(session, taking.enrolled, taking.signal);
      if (fetched.kind === 'interrupted') return fetched;
      if (fetched.kind === 'unusable') return this.reportFailed([session], fetched.reason);
      await this.report(session, { state: 'downloaded' });
      packages.push(fetched.stored);
    }
    return this.apply(group, packages);
  }

  private async apply(group: SessionGroup, packages: readonly StoredPackage[]): Promise<GroupOutcome> {
    const { applier, catalogDirectory, clock, onApplied } = this.parts;
    const outcome = await this.alone(() => applier({ directory: catalogDirectory, packages, now: clock.now() }));
    if (outcome.kind === 'refused') return this.refused(group, packages, outcome);
    await onApplied();
    return this.reportApplied(group, outcome.packages);
  }

  /** One after another: a generation that is being built would lose what is written to the present one meanwhile. */
  private alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.lastWork.then(work);
    this.lastWork = result.catch(() => undefined);
    return result;
  }

  private async refused(
    group: SessionGroup,
    packages: readonly StoredPackage[],
    outcome: Extract<ApplyOutcome, { kind: 'refused' }>,
  ): Promise<GroupOutcome> {
    const atFault = packages.find(({ manifest }) => manifest.packageId === outcome.packageId);
    if (atFault) await this.prepareNextTry(atFault, outcome.reason);
    const sessions = atFault ? group.filter(({ packageId }) => packageId === outcome.packageId) : group;
    return this.reportFailed(sessions, `${outcome.reason}: ${outcome.message}`);
  }

  private async prepareNextTry({ manifest: { packageId, segments }, asSqlite }: StoredPackage, reason: string): Promise<void> {
    if (asSqlite && asSqlite.size > 0) this.parts.fetcher.takeLines(packageId);
    if (reason === 'segment-damaged')
      await this.parts.segments.discard(segments.flatMap((one) => (one.sqlite ? [one, one.sqlite] : [one])));
  }

  /** What a group did that was applied before headquarters heard of it; undefined when something is still to do. */
  private async knownPackages(group: SessionGroup): Promise<AppliedPackage[] | undefined> {
    const applied: AppliedPackage[] = [];
    for (const { packageId } of group) {
      const known = await this.parts.appliedBefore(packageId);
      if (!known) return undefined;
      applied.push(known);
    }
    return applied;
  }

  private async reportApplied(group: SessionGroup, applied: readonly AppliedPackage[]): Promise<GroupOutcome> {
    for (const session of group) {
      const done = applied.find(({ packageId }) => packageId === session.packageId);
      const { rowCount = null, quarantinedCount = null } = done ?? {};
      await this.report(session, { state: 'applied', rowCount, quarantinedCount });
    }
    return { kind: 'applied' };
  }

  private async reportFailed(sessions: readonly DownloadSession[], reason: string): Promise<GroupOutcome> {
    for (const session of sessions) {
      const { sessionId, packageId, job } = session;
      await this.parts.onFailed({ sessionId, packageId, job, reason, failedAt: this.parts.clock.now() });
      await this.report(session, { state: 'failed', message: reason.slice(0, 1000) });
    }
    return { kind: 'failed', reason };
  }

  /** A report that does not arrive is made again in the next round: headquarters lists the session until it has it. */
  private async report(session: DownloadSession, report: Partial<SessionReport> & Pick<SessionReport, 'state'>): Promise<void> {
    await this.parts.exchange.report(session.sessionId, { rowCount: null, quarantinedCount: null, message: null, ...report });
  }
}
