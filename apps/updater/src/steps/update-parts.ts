import type { SlotFacts } from '@app/appliance';
import type { createDispatcher, ProcessControl, ReleaseControl } from '@app/platform';
import type { ReleaseStore, UpdateFolder, UpdateOrderFile } from '@app/updates';
import type { UpdaterSettings } from '../config';
import type { BoxProbe } from '../probes/probe-box';
import type { ReleaseSource } from '../release-source';

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

/** Name of a release at the launcher: null for the one it came with, which lies in no slot. */
export async function slotOf(releases: ReleaseStore, version: string): Promise<string | null> {
  return (await releases.kept()).includes(version) ? version : null;
}

/** What the launcher's folder says. While nothing was installed, this program is of the release the launcher came with. */
export function slotFacts({ releases, own }: Pick<UpdateParts, 'releases' | 'own'>, to: string): SlotFacts {
  return { running: releases.running() ?? own.version, isOnTrial: releases.isOnTrial(), returned: releases.returnedFrom(to) };
}
