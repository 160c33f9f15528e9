import { mkdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UpdateReasonCode } from '@app/appliance';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import { DomainError, type Instant } from '@app/kernel';
import type { createDispatcher } from '@app/platform';
import { Updater } from 'tuf-js';
import { decodeManifest, targetName, type Manifest } from '../release/manifest';
import { metadataFetcher } from './metadata-fetcher';

export interface MetadataParts {
  /** What was believed last lies here, and protects from being shown something older. */
  readonly folder: string;
  /** `https://updates.chain.example/`: metadata below `metadata/`, manifests below `targets/`. */
  readonly repositoryUrl: string;
  /** The root that came with the package, as text: whom to believe at first. */
  readonly firstRoot: string;
  readonly dispatcher: ReturnType<typeof createDispatcher>;
}

/**
 * Says what is genuine, after The Update Framework. Whoever runs the server, the line or headquarters can withhold releases and cannot
 * make one: only the offline keys can, and two of the three root keys can replace them. One of these asks once: whoever wants to know
 * anew makes another.
 */
export class ReleaseMetadata {
  private readonly line: Line = { failure: null };
  private updater: Updater | undefined;

  constructor(private readonly parts: MetadataParts) {}

  /** The list of files of a genuine release. Throws a coded refusal when the metadata cannot be believed or does not name it. */
  async manifestOf(version: string, platform: string): Promise<Manifest> {
    const target = await this.coded((updater) => updater.getTargetInfo(targetName(version, platform)));
    if (!target) throw refusal('release.not-genuine', `no signed metadata names ${version} for ${platform}`);
    const file = await this.coded((updater) => updater.downloadTarget(target));
    const manifest = await this.coded(async () => decodeManifest(await readFile(file)));
    if (manifest.version === version && manifest.platform === platform) return manifest;
    throw refusal('release.not-genuine', `the list named ${version} is of ${manifest.version} for ${manifest.platform}`);
  }

  /** What is offered to this platform. Throws a coded refusal when the metadata cannot be believed. */
  async offered(platform: string): Promise<Offer> {
    await this.coded((updater) => updater.refresh());
    const [targets, ...others] = (['targets', 'snapshot', 'timestamp', 'root'] as const).map((role) => this.believed(role));
    const suffix = targetName('', platform);
    const names = Object.keys(targets?.targets ?? {}).filter((name) => name.endsWith(suffix));
    return {
      versions: names.map((name) => name.slice(0, -suffix.length)).sort((a, b) => b.localeCompare(a, 'en', { numeric: true })),
      validUntil: Math.min(...[targets!, ...others].map(({ expires }) => Date.parse(expires))),
    };
  }

  /** As the library has checked it. */
  private believed(role: string): Role {
    return (JSON.parse(readFileSync(join(this.parts.folder, `${role}.json`), 'utf8')) as { signed: Role }).signed;
  }

  private async coded<Value>(work: (updater: Updater) => Promise<Value>): Promise<Value> {
    try {
      return await work((this.updater ??= this.open()));
    } catch (error) {
      throw refusal(codeOf(error, this.line), this.line.failure ?? String(error), error);
    }
  }

  private open(): Updater {
    const { folder, repositoryUrl, firstRoot, dispatcher } = this.parts;
    const targetDir = join(folder, 'targets');
    mkdirSync(targetDir, { recursive: true, mode: 0o700 });
    if (!isWhole(readTextIfExists(join(folder, 'root.json')))) writeFileAtomic(join(folder, 'root.json'), firstRoot);
    const base = repositoryUrl.replace(/\/$/, '');
    return new Updater({
      metadataDir: folder,
      metadataBaseUrl: `${base}/metadata`,
      targetDir,
      targetBaseUrl: `${base}/targets`,
      fetcher: metadataFetcher(dispatcher, (why) => (this.line.failure = why)),
      config: { maxRootRotations: 64, maxDelegations: 8, rootMaxLength: 64_000, timestampMaxLength: 16_384, snapshotMaxLength: 256_000, targetsMaxLength: 1_000_000 },
    }); // prettier-ignore
  }
}

/** The library writes in place: a cut leaves half a root. The chain of roots is followed from the first one again then. */
function isWhole(root: string | undefined): boolean {
  try {
    return root !== undefined && typeof JSON.parse(root) === 'object';
  } catch {
    return false;
  }
}

/** What the metadata says when all of it is believed. */
export interface Offer {
  /** Newest first. */
  readonly versions: readonly string[];
  /** The first of its parts to expire does then. */
  readonly validUntil: Instant;
}

interface Role {
  readonly expires: string;
  readonly targets?: Readonly<Record<string, unknown>>;
}

/** What the line did meanwhile. */
interface Line {
  failure: string | null;
}

/** The library wraps what it found in texts: what is not of the line and says nothing about an age was forged or mixed up. */
function codeOf(error: unknown, line: Line): UpdateReasonCode {
  if (line.failure !== null) return 'release.unreachable';
  return /expired/i.test(String(error)) ? 'metadata.expired' : 'release.not-genuine';
}

const refusal = (code: UpdateReasonCode, message: string, cause?: unknown): DomainError => new DomainError(code, message, {}, { cause });
