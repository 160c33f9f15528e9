import { z } from 'zod';
import { entitiesOf } from '../entities';
import { businessKey, digestHex, instant, jobId, uuid } from '../texts';

const entityName = z.string().max(60);
/** Null for rows that all channels of the group share. */
const scope = { entity: entityName, channelId: businessKey.nullable() };
/** Numbers of content buckets, each once. */
export const bucketList = z.array(z.int().min(0).max(255)).min(1).max(256);

/** A content-addressed file of rows: gzip of NDJSON, one row a line, `{"$delete":{key}}` for a deletion. */
export const segment = z.object({
  sha256: digestHex,
  sizeBytes: z.int().min(0),
  ...scope,
  rowCount: z.int().min(0),
  format: z.literal('ndjson.gz'),
  /** The same rows as a gzipped SQLite file, for who can use it. */
  sqlite: z.object({ sha256: digestHex, sizeBytes: z.int().min(0) }).optional(),
});
export type Segment = z.output<typeof segment>;

/**
 * A snapshot replaces every row of its entities, a delta merges what changed, a repair replaces the rows of some buckets of one entity
 * and moves no cursor.
 */
export const PACKAGE_KINDS = ['snapshot', 'delta', 'repair'] as const;
export type PackageKind = (typeof PACKAGE_KINDS)[number];

/** What a package holds. Signed as one text by headquarters; every segment is named by its digest. */
export const packageManifest = z.object({
  protocol: z.literal(1),
  schemaVersion: z.int().min(1),
  packageId: uuid,
  job: jobId,
  kind: z.enum(PACKAGE_KINDS),
  dataGroupId: businessKey,
  /** Whom it is for. Absent: every channel database of the group. */
  channelDatabaseId: businessKey.optional(),
  /** Row versions covered: (from, to]; from is 0 for a snapshot, and the same as to for a repair. */
  fromVersion: z.int().min(0),
  toVersion: z.int().min(0),
  createdAt: instant,
  segments: z.array(segment).max(10_000),
  /** Every entity the package covers, also those without a row: a snapshot empties them. Absent: those of the job by default. */
  entities: z.array(entityName).max(200).optional(),
  /** What each table holds of a scope when a snapshot was applied, by content digests. */
  contents: z.array(z.object({ ...scope, rowCount: z.int().min(0), digest: digestHex })).max(10_000).optional(),
  /** What a repair replaces: the rows of these buckets. Its segments hold all rows that belong there. */
  repair: z.object({ ...scope, buckets: bucketList }).nullish(),
}); // prettier-ignore
export type PackageManifest = z.output<typeof packageManifest>;

/** Names of the entities a package covers. */
export function coveredEntities({ entities, job }: Pick<PackageManifest, 'entities' | 'job'>): readonly string[] {
  return entities ?? entitiesOf(job).map(({ name }) => name);
}

export const signedManifest = z.object({ manifest: z.string().max(4_000_000), signature: z.string().max(200) });
export type SignedManifest = z.output<typeof signedManifest>;

/** In a folder of packages: a signed manifest has the name of its job and this end; segments beside it are named by their digests. */
export const PACKAGE_FILE_END = '.package.json';

export const SESSION_STATES = ['available', 'requested', 'downloaded', 'applied', 'failed', 'canceled', 'superseded'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** One package for one channel database. */
export const downloadSession = z.object({
  sessionId: uuid,
  job: jobId,
  packageId: uuid,
  kind: z.enum(PACKAGE_KINDS),
  state: z.enum(SESSION_STATES),
  tryCount: z.int().min(0),
  /** Part of a first load or re-snapshot: built beside and switched, together with the others of the same load. */
  loadId: uuid.nullable(),
  /** Goes down on a metered line, and before what is not. */
  isUrgent: z.boolean().optional(),
});
export type DownloadSession = z.output<typeof downloadSession>;

/** How a box uses its line, as headquarters wishes it. */
export const connectionProfile = z.object({
  /** Seconds between polls when the long poll is not held. */
  pollSeconds: z.int().min(1).max(86_400),
  /** Seconds between looks for something to send up. */
  uploadSeconds: z.int().min(1).max(86_400),
  /** Both directions together; null when unlimited. */
  rateKilobytesPerSecond: z.int().min(1).nullable(),
  /** Each byte costs: only sales go up and urgent rows down. */
  isMetered: z.boolean(),
  /** Nothing goes down for now. Sales go up all the same. */
  isPaused: z.boolean(),
});
export type ConnectionProfile = z.output<typeof connectionProfile>;

/** A job that may bring something to a box, and when it runs. */
export const plannedJob = z.object({
  job: jobId,
  name: z.string().max(200),
  /** Right after something changed, at times, or when somebody runs it. */
  runs: z.enum(['on-change', 'at-times', 'by-hand']),
  /** The next of its times; null when it has none. */
  nextRunAt: instant.nullable(),
  isUrgent: z.boolean(),
});
export type PlannedJob = z.output<typeof plannedJob>;

/** GET /exchange/v1/sessions?wait=25: sessions that are not finished, in the order to apply them. */
export const sessionList = z.object({
  sessions: z.array(downloadSession).max(1_000),
  profile: connectionProfile.optional(),
  /** Absent from a headquarters that does not tell: all of them run on change. */
  jobs: z.array(plannedJob).max(1_000).optional(),
  /** Scheme, host and port of other places that links to segments may lead to. */
  blobOrigins: z.array(z.url({ protocol: /^https?$/ }).max(300)).max(10).optional(),
}); // prettier-ignore

/** POST /exchange/v1/snapshots: all rows of one job again. Answered with the session that carries them. */
export const snapshotRequest = z.object({ job: jobId });

/** POST /exchange/v1/sessions/{sessionId}/state */
export const sessionReport = z.object({
  state: z.enum(['requested', 'downloaded', 'applied', 'failed']),
  rowCount: z.int().min(0).nullable(),
  quarantinedCount: z.int().min(0).nullable(),
  message: z.string().max(1_000).nullable(),
});
export type SessionReport = z.output<typeof sessionReport>;
