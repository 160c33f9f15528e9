import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Paths inside a release: relative, with slashes, and never out of it. */
const path = z
  .string()
  .max(400)
  .regex(/^[^/\\\0][^\\\0]*$/)
  .refine((text) => text.split('/').every((part) => part !== '' && part !== '.' && part !== '..'), 'leads out of the release');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const releaseVersion = z
  .string()
  .regex(/^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/)
  .max(60);

const releaseFile = z.strictObject({ path, sha256, sizeBytes: z.int().min(0).max(2_000_000_000), isProgram: z.boolean() });
const manifest = z.strictObject({
  format: z.literal(1),
  version: releaseVersion,
  /** `linux-x64`: of the runtime and of what is compiled in it. */
  platform: z.string().regex(/^[a-z0-9]+-[a-z0-9]+$/),
  /** Changes of the schema this release knows, by set. It runs on more when they only add. */
  schema: z.strictObject({ store: z.array(z.string()).readonly(), catalog: z.array(z.string()).readonly() }),
  files: z.array(releaseFile).max(100_000).readonly(),
}); // prettier-ignore

export type ReleaseFile = z.output<typeof releaseFile>;
/** What a release is: every file by its SHA-256. Signed metadata names the digest of this list, and with it every byte. */
export type Manifest = z.output<typeof manifest>;

/** The same release has the same bytes here, wherever and whenever it was built. */
export function encodeManifest(release: Manifest): Buffer {
  const files = release.files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return Buffer.from(`${JSON.stringify({ ...release, files }, null, 1)}\n`);
}

/** Throws for anything that is not a manifest, naming the field. */
export const decodeManifest = (bytes: Uint8Array): Manifest => manifest.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Name of a release's manifest among the signed targets. */
export const targetName = (version: string, platform: string): string => `${version}_${platform}.json`;
