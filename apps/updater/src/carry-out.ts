import { join } from 'node:path';
import { beginUpdate, hasEnded, type Update } from '@app/appliance';
import { systemClock } from '@app/kernel';
import { createDispatcher, createLogger, LauncherClient } from '@app/platform';
import { ReleaseStore, runUpdate, UpdateFolder, type UpdateOrderFile } from '@app/updates';
import { outboundOf, type UpdaterSettings } from './config';
import { ownRelease, PLATFORM } from './own-release';
import { BoxProbe } from './probes/probe-box';
import { ReleaseSource } from './release-source';
import { endPlannedWork } from './steps/gate-step';
import { slotFacts, type UpdateParts } from './steps/update-parts';
import { stepsOf } from './steps/steps';

/**
 * Carries one ordered update to its end and ends itself. The launcher starts it with the box and when it is asked to, always from the release
 * that is proven: so the old release judges the new one, and whatever was cut is gone on with.
 */
export async function carryOut(settings: UpdaterSettings): Promise<void> {
  const files = new UpdateFolder(join(settings.dataDir, 'updates'));
  const own = ownRelease(__dirname);
  const releases = new ReleaseStore(settings.releases);
  const update = underWay(files, releases, releases.running() ?? own.version);
  if (!update) return files.dropOrder();
  const order = files.fact('order') as UpdateOrderFile;
  const log = createLogger({ name: 'updater', level: 'info' });
  const dispatcher = createDispatcher(outboundOf(settings));
  const parts: UpdateParts = {
    settings, files, releases, own, order, dispatcher,
    source: new ReleaseSource({ settings, files, dispatcher, own, platform: PLATFORM }),
    launcher: new LauncherClient(settings.launcherSocket),
    probe: new BoxProbe(settings),
  }; // prettier-ignore
  const ended = await runUpdate(update, {
    files,
    steps: stepsOf(parts),
    slots: () => slotFacts(parts, update.to),
    clock: systemClock,
    log: (event, facts) => log.info(facts, event),
  });
  await endPlannedWork(parts);
  // The release before stays for an undo, and what is of no more use gives its room back.
  if (ended.state === 'good') await releases.keepOnly([ended.from, ended.to]);
  else if (releases.running() !== ended.to) await releases.discard(ended.to);
  await dispatcher.destroy();
}

/** The update that was cut, also when only its end was not noted yet, or the next one; undefined when nothing is to do. One at a time. */
function underWay(files: UpdateFolder, releases: ReleaseStore, running: string): Update | undefined {
  const [known, order] = [files.update(), files.order()];
  if (known && (!hasEnded(known.state) || known.updateId === order?.orderId)) return known;
  if (!order || order.version === running) return undefined;
  files.forgetFacts();
  releases.forgetReturn();
  files.saveFact('order', order);
  return beginUpdate({ updateId: order.orderId, from: running, to: order.version }, systemClock.now());
}
