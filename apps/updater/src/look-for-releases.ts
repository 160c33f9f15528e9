import { join } from 'node:path';
import { DomainError } from '@app/kernel';
import { createDispatcher } from '@app/platform';
import { UpdateFolder } from '@app/updates';
import { outboundOf, type UpdaterSettings } from './config';
import { ownRelease, PLATFORM } from './own-release';
import { ReleaseSource } from './release-source';

/** Asks the signed metadata what is offered, and notes it, or why nothing could be learned. Installs nothing. */
export async function lookForReleases(settings: UpdaterSettings): Promise<void> {
  const files = new UpdateFolder(join(settings.dataDir, 'updates'));
  const dispatcher = createDispatcher(outboundOf(settings));
  try {
    await new ReleaseSource({ settings, files, dispatcher, own: ownRelease(__dirname), platform: PLATFORM }).look();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  } finally {
    files.dropLook();
    await dispatcher.destroy();
  }
}
