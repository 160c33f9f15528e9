import { join } from 'node:path';
import { hasEnded } from '@app/appliance';
import { DomainError, newId } from '@app/kernel';
import { LauncherClient } from '@app/platform';
import { updateOrder, UpdateFolder, type UpdateOrderFile } from '@app/updates';
import type { UpdaterSettings } from './config';

const UPDATER = 'updater';

/** Orders an update and starts who carries it out. One at a time: while one is under way another is refused. */
export async function placeOrder(settings: UpdaterSettings, asked: Omit<UpdateOrderFile, 'orderId'>): Promise<UpdateOrderFile> {
  const files = new UpdateFolder(join(settings.dataDir, 'updates'));
  const known = files.update();
  if (known && !hasEnded(known.state)) throw new DomainError('update.under-way', `the update to ${known.to} is ${known.state}`);
  const order = updateOrder.parse({ ...asked, orderId: newId() });
  files.placeOrder(order);
  await new LauncherClient(settings.launcherSocket).start(UPDATER);
  return order;
}

/** The release that ran before the last good update: what an undo goes back to. */
export function releaseBefore(settings: UpdaterSettings): string {
  const last = new UpdateFolder(join(settings.dataDir, 'updates')).history().findLast(({ state }) => state === 'good');
  if (!last) throw new DomainError('update.none', 'no update was installed here that could be undone');
  return last.from;
}
