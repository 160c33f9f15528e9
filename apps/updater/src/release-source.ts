import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UpdateReasonCode } from '@app/appliance';
import { DomainError, systemClock } from '@app/kernel';
import type { createDispatcher } from '@app/platform';
import { ReleaseMetadata, type Manifest, type UpdateFolder } from '@app/updates';
import type { UpdaterSettings } from './config';

interface SourceParts {
  readonly settings: UpdaterSettings;
  readonly files: UpdateFolder;
  readonly dispatcher: ReturnType<typeof createDispatcher>;
  /** Of this program: it came with the root that is believed at first. */
  readonly own: { readonly path: string };
  readonly platform: string;
}

/** Where releases come from. What was seen there, or why nothing was, is noted for people. */
export class ReleaseSource {
  constructor(private readonly parts: SourceParts) {}

  async manifestOf(version: string): Promise<Manifest> {
    return (await this.look()).manifestOf(version, this.parts.platform);
  }

  /** Asks what is offered. Throws a coded refusal when it cannot be believed. */
  async look(): Promise<ReleaseMetadata> {
    const { files, platform } = this.parts;
    try {
      const metadata = await this.open();
      files.noteLook({ seenAt: systemClock.now(), ...(await metadata.offered(platform)) });
      return metadata;
    } catch (error) {
      if (error instanceof DomainError)
        files.noteLook({ at: systemClock.now(), code: error.code as UpdateReasonCode, detail: error.message });
      throw error;
    }
  }

  private async open(): Promise<ReleaseMetadata> {
    const { settings, own, files, dispatcher } = this.parts;
    if (!settings.url) throw new DomainError('release.unreachable', 'no address of a repository is set: UPDATER_URL');
    const rootFile = settings.trustedRoot ?? join(own.path, 'trusted-root.json');
    const firstRoot = await readFile(rootFile, 'utf8').catch(() => undefined);
    if (firstRoot === undefined)
      throw new DomainError('release.not-genuine', 'this release came without a root of trust: it believes nobody');
    return new ReleaseMetadata({ folder: files.path('metadata'), repositoryUrl: settings.url, firstRoot, dispatcher });
  }
}
