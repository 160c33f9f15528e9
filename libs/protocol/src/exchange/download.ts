import { z } from 'zod';
import { businessKey, digestHex, instant, uuid } from '../texts';

const jobId = z.enum(['1010', '1020', '1040', '1060', '1070', '1090', '1110']);

/** A content-addressed file of rows: gzip of NDJSON, one row a line, `{"$delete":{key}}` for a deletion. */
export const segment = z.object({
  sha256: digestHex,
  sizeBytes: z.int().min(0),
  entity: z.string().max(60),
  /** Null for the segment all channels of the group share. */
  channelId: businessKey.nullable(),
  rowCount: z.int().min(0),
  format: z.literal('ndjson.gz'),
});
export type Segment = z.output<typeof segment>;

/** What a package holds. Signed as one text by headquarters; every segment is named by its digest. */
export const packageManifest = z.object({
  protocol: z.literal(1),
  schemaVersion: z.int().min(1),
  packageId: uuid,
  job: jobId,
  kind: z.enum(['snapshot', 'delta']),
  dataGroupId: businessKey,
  /** Row versions covered: (from, to]; from is 0 for a snapshot. */
  fromVersion: z.int().min(0),
  toVersion: z.int().min(0),
  createdAt: instant,
  segments: z.array(segment).max(10_000),
});
export type PackageManifest = z.output<typeof packageManifest>;

export const signedManifest = z.object({ manifest: z.string().max(4_000_000), signature: z.string().max(200) });
export type SignedManifest = z.output<typeof signedManifest>;

export const SESSION_STATES = ['available', 'requested', 'downloaded', 'applied', 'failed', 'canceled', 'superseded'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** One package for one channel database. */
export const downloadSession = z.object({
  sessionId: uuid,
  job: jobId,
  packageId: uuid,
  kind: z.enum(['snapshot', 'delta']),
  state: z.enum(SESSION_STATES),
  tryCount: z.int().min(0),
  /** Part of a first load or re-snapshot: built beside and switched, together with the others of the same load. */
  loadId: uuid.nullable(),
});
export type DownloadSession = z.output<typeof downloadSession>;

/** GET /exchange/v1/sessions?wait=25: sessions that are not finished, in the order to apply them. */
export const sessionList = z.object({ sessions: z.array(downloadSession).max(1_000) });

/** POST /exchange/v1/sessions/{sessionId}/state */
export const sessionReport = z.object({
  state: z.enum(['requested', 'downloaded', 'applied', 'failed']),
  rowCount: z.int().min(0).nullable(),
  quarantinedCount: z.int().min(0).nullable(),
  message: z.string().max(1_000).nullable(),
});
export type SessionReport = z.output<typeof sessionReport>;
