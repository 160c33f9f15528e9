import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beginUpdate, hasEnded, type Update } from '@app/appliance';
import { systemClock } from '@app/kernel';
import { createLogger, LauncherClient } from '@app/platform';
import { ReleaseStore, runUpdate, UpdateFolder, type UpdateOrderFile } from '@app/updates';
import type { UpdaterSettings } from './config';
import { runningRelease } from './own-release';
import { endPlannedWork } from './steps/gate-step';
import { partsFor, slotFacts, type UpdateParts } from './steps/update-parts';
import { stepsOf } from './steps/steps';

const ANSWERS_WITHIN_MS = 30_000;
const ASK_AGAIN_MS = 1_000;

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
  await runUpdate(update, {
    files,
    steps: stepsOf(parts),
    slots: () => slotFacts(parts, update.to),
    tidyUp: (ended) => tidyUp(ended, parts),
    clock: systemClock,
    log: (event, facts) => log.info(facts, event),
  });
  await parts.dispatcher.destroy();
}

/** The release before stays for an undo, and what is of no more use gives its room back. */
async function tidyUp({ state, from, to }: Update, parts: UpdateParts): Promise<void> {
  const { releases } = parts;
  // After a cut the box starts with this, and answers in a while.
  for (const end = Date.now() + ANSWERS_WITHIN_MS; !(await endPlannedWork(parts)) && Date.now() < end;) await pause(ASK_AGAIN_MS);
  if (state === 'good') await releases.keepOnly([from, to]);
  else if (releases.running() !== to) await releases.discard(to);
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
