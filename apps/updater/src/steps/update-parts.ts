import type { SlotFacts } from '@app/appliance';
import { createDispatcher, type ProcessControl, type ReleaseControl } from '@app/platform';
import { ReleaseStore, type UpdateFolder, type UpdateOrderFile } from '@app/updates';
import { outboundOf, type UpdaterSettings } from '../config';
import { ownRelease, PLATFORM } from '../own-release';
import { BoxProbe } from '../probes/probe-box';
import { ReleaseSource } from '../release-source';

/** What the steps of an update work with. */
export interface UpdateParts {
  readonly settings: UpdaterSettings;
  readonly files: UpdateFolder;
  readonly releases: ReleaseStore;
  readonly launcher: ReleaseControl & ProcessControl;
  readonly probe: BoxProbe;
  readonly dispatcher: ReturnType<typeof createDispatcher>;
  readonly source: ReleaseSource;
  readonly order: UpdateOrderFile;
  /** The release this program is of: the one that judges. */
  readonly own: { readonly version: string; readonly path: string };
}

/** For one update. Whoever asks ends the dispatcher. */
export function partsFor(given: Pick<UpdateParts, 'settings' | 'files' | 'order' | 'launcher'>): UpdateParts {
  const { settings, files } = given;
  const [own, dispatcher] = [ownRelease(__dirname), createDispatcher(outboundOf(settings))];
  return {
    ...given,
    own,
    dispatcher,
    releases: new ReleaseStore(settings.releases),
    source: new ReleaseSource({ settings, files, dispatcher, own, platform: PLATFORM }),
    probe: new BoxProbe(settings),
  };
}

/** Name of a release at the launcher: null for the one it came with, which lies in no slot. */
export async function slotOf(releases: ReleaseStore, version: string): Promise<string | null> {
  return (await releases.kept()).includes(version) ? version : null;
}

/** What the launcher's folder says. While nothing was installed, this program is of the release the launcher came with. */
export function slotFacts({ releases, own }: Pick<UpdateParts, 'releases' | 'own'>, to: string): SlotFacts {
  return { running: releases.running() ?? own.version, isOnTrial: releases.isOnTrial(), returned: releases.returnedFrom(to) };
}
