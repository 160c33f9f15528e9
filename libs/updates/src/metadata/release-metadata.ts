import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UpdateReasonCode } from '@app/appliance';
import { readTextIfExists, writeFileAtomic } from '@app/files';
import { DomainError } from '@app/kernel';
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
 * make one: only the offline keys can, and two of the three root keys can replace them.
 */
export class ReleaseMetadata {
  constructor(private readonly parts: MetadataParts) {}

  /** The list of files of a genuine release. Throws a coded refusal when the metadata cannot be believed or does not name it. */
  async manifestOf(version: string, platform: string): Promise<Manifest> {
    const line: Line = { failure: null };
    const updater = this.open(line);
    const target = await coded(line, () => updater.getTargetInfo(targetName(version, platform)));
    if (!target) throw refusal('release.not-genuine', `no signed metadata names ${version} for ${platform}`);
    const file = await coded(line, () => updater.downloadTarget(target));
    const manifest = await coded(line, async () => decodeManifest(await readFile(file)));
    if (manifest.version === version && manifest.platform === platform) return manifest;
    throw refusal('release.not-genuine', `the list named ${version} is of ${manifest.version} for ${manifest.platform}`);
  }

  private open(line: Line): Updater {
    const { folder, repositoryUrl, firstRoot, dispatcher } = this.parts;
    const targetDir = join(folder, 'targets');
    mkdirSync(targetDir, { recursive: true, mode: 0o700 });
    if (readTextIfExists(join(folder, 'root.json')) === undefined) writeFileAtomic(join(folder, 'root.json'), firstRoot);
    const base = repositoryUrl.replace(/\/$/, '');
    return new Updater({
      metadataDir: folder,
      metadataBaseUrl: `${base}/metadata`,
      targetDir,
      targetBaseUrl: `${base}/targets`,
      fetcher: metadataFetcher(dispatcher, (why) => (line.failure = why)),
      config: { maxRootRotations: 64, maxDelegations: 8, rootMaxLength: 64_000, timestampMaxLength: 16_384, snapshotMaxLength: 256_000, targetsMaxLength: 1_000_000 },
    }); // prettier-ignore
  }
}

/** What the line did meanwhile. */
interface Line {
  failure: string | null;
}

async function coded<Value>(line: Line, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw refusal(codeOf(error, line), line.failure ?? String(error), error);
  }
}

/** The library wraps what it found in texts: what is not of the line and says nothing about an age was forged or mixed up. */
function codeOf(error: unknown, line: Line): UpdateReasonCode {
  if (line.failure !== null) return 'release.unreachable';
  return /expired/i.test(String(error)) ? 'metadata.expired' : 'release.not-genuine';
}

const refusal = (code: UpdateReasonCode, message: string, cause?: unknown): DomainError => new DomainError(code, message, {}, { cause });
