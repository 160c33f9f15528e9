import type { Database } from '@app/database';
import { DomainError, newId, type Clock } from '@app/kernel';
import {
  entitiesOf,
  PROTOCOL_VERSION,
  SCHEMA_VERSION,
  signBytes,
  type JobId,
  type PackageManifest,
  type Segment,
  type SignedManifest,
  type SigningKey,
} from '@app/protocol';
import { legalEntitiesOf, type ChannelDatabase } from '../company/channel-databases';
import { currentVersion } from '../company/company-rows';
import { channelScope, groupScope, type Segments } from './segments';

export interface BuiltPackage {
  readonly packageId: string;
  readonly job: JobId;
}

/** Packages: what one job carries to one channel database, as a signed list of segments. */
export class Packages {
  constructor(
    private readonly database: Database,
    private readonly segments: Segments,
    private readonly key: SigningKey,
    private readonly clock: Clock,
  ) {}

  /** Everything the job has for the channel database. */
  async snapshot(job: JobId, target: ChannelDatabase): Promise<BuiltPackage> {
    const toVersion = await currentVersion(this.database.reader);
    const manifest: PackageManifest = {
      protocol: PROTOCOL_VERSION,
      schemaVersion: SCHEMA_VERSION,
      packageId: newId(),
      job,
      kind: 'snapshot',
      dataGroupId: target.dataGroupId,
      channelDatabaseId: target.channelDatabaseId,
      fromVersion: 0,
      toVersion,
      createdAt: this.clock.now(),
      segments: await this.segmentsOf(job, target),
    };
    await this.keep(manifest, target);
    return { packageId: manifest.packageId, job };
  }

  /** The manifest as it was signed; only for the channel database it was made for. */
  async manifest(packageId: string, channelDatabaseId: string): Promise<SignedManifest> {
    const found = await this.database.reader.first<SignedManifest>(
      `SELECT manifest, signature FROM {package} WHERE package_id = ? AND channel_database_id = ?`,
      [packageId, channelDatabaseId],
    );
    if (!found) throw new DomainError('package.unknown', `there is no package ${packageId} for this channel database`);
    return found;
  }

  private async segmentsOf(job: JobId, target: ChannelDatabase): Promise<Segment[]> {
    const group = groupScope(await legalEntitiesOf(this.database.reader, target.dataGroupId));
    const segments: Segment[] = [];
    for (const entity of entitiesOf(job)) {
      const scopes = entity.scope === 'group' ? [group] : target.channelIds.map(channelScope);
      for (const scope of scopes) segments.push(...(await this.segments.snapshot(entity, scope)));
    }
    return segments;
  }

  private async keep(manifest: PackageManifest, { channelDatabaseId }: ChannelDatabase): Promise<void> {
    const { packageId, job, kind, fromVersion, toVersion, createdAt } = manifest;
    const text = JSON.stringify(manifest);
    await this.database.unitOfWork.run((tx) =>
      tx.run(
        `INSERT INTO {package} (package_id, channel_database_id, job, kind, from_version, to_version, created_at, manifest, signature)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [packageId, channelDatabaseId, job, kind, fromVersion, toVersion, createdAt, text, signBytes(this.key, text)],
      ),
    );
  }
}
