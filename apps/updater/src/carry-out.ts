import { join } from 'node:path';
import { beginUpdate, hasEnded, type Update } from '@app/appliance';
import { systemClock } from '@app/kernel';
import { createLogger, LauncherClient } from '@app/platform';
import { ReleaseStore, runUpdate, UpdateFolder, type UpdateOrderFile } from '@app/updates';
import type { UpdaterSettings } from './config';
import { runningRelease } from './own-release';
import { endPlannedWork } from './steps/gate-step';
import { partsFor, slotFacts } from './steps/update-parts';
import { stepsOf } from './steps/steps';

/**
 * Carries one ordered update to its end and ends itself. The launcher starts it with the box and when it is asked to, always from the release
 * that is proven: so the old release judges the new one, and whatever was cut is gone on with.
 */
export async function carryOut(settings: UpdaterSettings): Promise<void> {
  const files = new UpdateFolder(join(settings.dataDir, 'updates'));
  const releases = new ReleaseStore(settings.releases);
  const update = underWay(files, releases, runningRelease(releases));
  if (!update) return files.dropOrder();
  const order = files.fact('order') as UpdateOrderFile;
  const parts = partsFor({ settings, files, order, launcher: new LauncherClient(settings.launcherSocket) });
  const log = createLogger({ name: 'updater', level: 'info' });
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
  await parts.dispatcher.destroy();
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
