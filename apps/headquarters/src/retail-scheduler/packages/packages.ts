import type { Database, Tx } from '@app/database';
import { DomainError, newId, type Clock } from '@app/kernel';
import { PROTOCOL_VERSION, SCHEMA_VERSION, signBytes } from '@app/protocol';
import type { JobId, PackageKind, PackageManifest, SignedManifest, SigningKey } from '@app/protocol';
import type { ChannelDatabase } from '../../company/channel-databases';
import { currentVersion } from '../../company/company-rows';
import type { EntitySegments, Segments } from './segments';
import { scopesOf, type Audience, type DatedScope } from '../sending/audience';
import type { JobDefinitions, SentEntity } from '../sending/job-definitions';
import { shapeOf } from '../sending/row-shape';

/** A package that was put together and not yet kept. */
export interface BuiltPackage {
  readonly packageId: string;
  readonly job: JobId;
  readonly kind: PackageKind;
  readonly toVersion: number;
  /** What the rows of the job depended on. */
  readonly definition: string;
  readonly signed: SignedManifest;
  readonly manifest: PackageManifest;
}

/** What a package is about: a job of an audience, by the definitions of one moment. */
export interface PackageOrder {
  readonly job: JobId;
  readonly audience: Audience;
  readonly definitions: JobDefinitions;
}

type Covered = Pick<PackageManifest, 'kind' | 'fromVersion' | 'toVersion' | 'segments'> & Partial<PackageManifest>;

/** Packages: what one job carries to one channel database, as a signed list of segments. */
export class Packages {
  constructor(
    private readonly database: Database,
    private readonly segments: Segments,
    private readonly key: SigningKey,
    private readonly clock: Clock,
  ) {}

  /** Everything the job has for the channel database. */
  async snapshot(order: PackageOrder): Promise<BuiltPackage> {
    const toVersion = await currentVersion(this.database.reader);
    const parts = await this.parts(order, (sent, scope) => this.segments.snapshot(shapeFor(sent, scope), scope));
    const contents = parts.map(({ entity, channelId, rowCount, digest }) => ({ entity, channelId, rowCount, digest }));
    return this.signed(order, {
      kind: 'snapshot',
      fromVersion: 0,
      toVersion,
      segments: parts.flatMap(({ segments }) => segments),
      contents,
    });
  }

  /** What changed of the job for the channel database since a version; undefined when nothing did. */
  async delta(order: PackageOrder, fromVersion: number): Promise<BuiltPackage | undefined> {
    const toVersion = await currentVersion(this.database.reader);
    const range = { from: fromVersion, to: toVersion };
    const parts = await this.parts(order, (sent, scope) => this.segments.delta(shapeFor(sent, scope), scope, range));
    const segments = parts.flatMap((part) => part.segments);
    return segments.length === 0 ? undefined : this.signed(order, { kind: 'delta', fromVersion, toVersion, segments });
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

  /** Signs a package of the job; its rows are those of the manifest's segments. */
  signed({ job, audience, definitions }: PackageOrder, covered: Covered): BuiltPackage {
    const manifest: PackageManifest = {
      protocol: PROTOCOL_VERSION, schemaVersion: SCHEMA_VERSION, packageId: newId(), job, dataGroupId: audience.target.dataGroupId,
      channelDatabaseId: audience.target.channelDatabaseId,
      createdAt: this.clock.now(), entities: definitions.entitiesOf(job).map(({ entity }) => entity.name), ...covered,
    }; // prettier-ignore
    const text = JSON.stringify(manifest);
    const { packageId, kind, toVersion } = manifest;
    const definition = definitions.textFor(job, audience);
    return { packageId, job, kind, toVersion, definition, manifest, signed: { manifest: text, signature: signBytes(this.key, text) } };
  }

  private async parts(
    { job, audience, definitions }: PackageOrder,
    build: (sent: SentEntity, scope: DatedScope) => Promise<EntitySegments | undefined>,
  ): Promise<(EntitySegments & { readonly entity: string; readonly channelId: string | null })[]> {
    const parts: (EntitySegments & { readonly entity: string; readonly channelId: string | null })[] = [];
    for (const sent of definitions.entitiesOf(job)) {
      for (const scope of scopesOf(audience, sent.entity)) {
        const part = await build(sent, scope);
        if (part) parts.push({ ...part, entity: sent.entity.name, channelId: scope.channelId });
      }
    }
    return parts;
  }
}

/** How rows of an entity go down to a scope. */
export const shapeFor = ({ entity, subjob }: SentEntity, { today }: DatedScope) => shapeOf(entity, subjob, today);

export async function keepPackage(
  tx: Tx,
  { channelDatabaseId }: Pick<ChannelDatabase, 'channelDatabaseId'>,
  built: BuiltPackage,
): Promise<void> {
  const { packageId, job, kind, manifest, signed } = built;
  await tx.run(
    `INSERT INTO {package} (package_id, channel_database_id, job, kind, from_version, to_version, created_at, manifest, signature)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      packageId,
      channelDatabaseId,
      job,
      kind,
      manifest.fromVersion,
      manifest.toVersion,
      manifest.createdAt,
      signed.manifest,
      signed.signature,
    ],
  );
}
