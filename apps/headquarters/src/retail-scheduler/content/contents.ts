import type { Database, Reader } from '@app/database';
import { DomainError, type Clock } from '@app/kernel';
import { bucketOf, type ContentAnswer, type ContentQuery, type DownloadSession, type JobId, type RepairRequest } from '@app/protocol';
import { channelDatabase } from '../../company/channel-databases';
import { currentVersion } from '../../company/company-rows';
import { openSessions, unfinishedSessions, type SessionOwner } from '../sessions/download-sessions';
import { shapeFor, type PackageOrder, type Packages } from '../packages/packages';
import type { RetailScheduler } from '../retail-scheduler';
import type { Segments } from '../packages/segments';
import { scopesOf, type DatedScope } from '../sending/audience';
import type { SentEntity } from '../sending/job-definitions';
import { ContentSums } from './content-sums';

interface Parts {
  readonly database: Database;
  readonly scheduler: RetailScheduler;
  readonly segments: Segments;
  readonly packages: Packages;
  readonly clock: Clock;
}

interface Found {
  readonly order: PackageOrder;
  readonly sent: SentEntity;
  readonly scope: DatedScope;
}

/** What headquarters has for an entity of a box: as digests to compare, and as rows where they differ. */
export class Contents {
  private readonly sums: ContentSums;

  constructor(private readonly parts: Parts) {
    this.sums = new ContentSums(parts.database);
  }

  async digests(owner: SessionOwner, query: ContentQuery): Promise<ContentAnswer> {
    const { order, sent, scope } = await this.find(owner, query);
    const values = await this.sums.buckets(shapeFor(sent, scope), scope);
    const moving = await this.moving(owner, order.job, { ...query, scopeIds: scope.scopeIds });
    const buckets = values.map((value, bucket) => ({ bucket, ...value, isMoving: moving === 'all' || moving.has(bucket) }));
    return { today: scope.today, buckets };
  }

  /** A package with the rows of some buckets, for this box. */
  async repair(owner: SessionOwner, { entity, channelId, buckets }: RepairRequest): Promise<DownloadSession> {
    const { order, sent, scope } = await this.find(owner, { entity, channelId });
    const { segments, packages, database, clock } = this.parts;
    const version = await currentVersion(database.reader);
    const part = await segments.repair(shapeFor(sent, scope), scope, buckets);
    const built = packages.signed(order, {
      kind: 'repair', fromVersion: version, toVersion: version, segments: [...part.segments], entities: [entity],
      repair: { entity, channelId, buckets },
    }); // prettier-ignore
    const load = { loadId: null, packages: [built], now: clock.now() };
    const [session] = await database.unitOfWork.run((tx) => openSessions(tx, owner, load));
    if (!session) throw new DomainError('internal.invariant', 'a package opens a session');
    return session;
  }

  private async find(owner: SessionOwner, { entity, channelId }: Pick<ContentQuery, 'entity' | 'channelId'>): Promise<Found> {
    const target = await channelDatabase(this.parts.database.reader, owner.channelDatabaseId);
    const { definitions, audiences } = await this.parts.scheduler.view();
    const found = definitions.find(entity);
    const audience = await audiences.of(target);
    const scope = found && scopesOf(audience, found.sent.entity).find((one) => one.channelId === channelId);
    if (!found || !scope) throw new DomainError('content.unknown-scope', `nothing of ${entity} goes down to ${channelId ?? 'this group'}`);
    return { order: { job: found.job, audience, definitions }, sent: found.sent, scope };
  }

  /** Buckets of which something is on its way: all of them while a package of the job waits for the box. */
  private async moving(
    owner: SessionOwner,
    job: JobId,
    of: { readonly entity: string; readonly version: number; readonly scopeIds: readonly string[] },
  ): Promise<ReadonlySet<number> | 'all'> {
    const { reader } = this.parts.database;
    const sessions = await unfinishedSessions(reader, owner);
    return sessions.some((session) => session.job === job) ? 'all' : changedBuckets(reader, of);
  }
}

async function changedBuckets(
  reader: Reader,
  { entity, version, scopeIds }: { readonly entity: string; readonly version: number; readonly scopeIds: readonly string[] },
): Promise<ReadonlySet<number>> {
  const rows = await reader.query<{ rowKey: string }>(
    `SELECT row_key AS "rowKey" FROM {company_row} WHERE entity = ? AND scope_id IN (SELECT value FROM json_each(?)) AND version > ?`,
    [entity, JSON.stringify(scopeIds), version],
  );
  return new Set(rows.map(({ rowKey }) => bucketOf(rowKey)));
}
