import { mayBeCancelled } from '@app/appliance';
import { DomainError, newId } from '@app/kernel';
import type { UpdateFolder } from './update-folder';
import { updateOrder, type UpdateOrderFile } from './update-order';

/** Starts who carries orders out. */
export type StartUpdater = () => Promise<unknown>;

/** What takes orders: the release that runs, and who carries them out. */
interface Box {
  readonly running: string;
  readonly start: StartUpdater;
}

/** What is asked for; whoever asks may have given it an id already. */
type Asked = Omit<UpdateOrderFile, 'orderId'> & { readonly orderId?: string };

/**
 * Orders an update. One at a time: while one is ordered or under way another is refused, as is the release that runs. An order that nobody can
 * carry out is none.
 */
export async function placeOrder(files: UpdateFolder, asked: Asked, { running, start }: Box): Promise<UpdateOrderFile> {
  requireNone(files);
  if (asked.version === running) throw new DomainError('update.runs-already', `${running} runs already`, { field: '/version' });
  const order = updateOrder.parse({ orderId: newId(), ...asked });
  files.placeOrder(order);
  try {
    await start();
  } catch (error) {
    files.dropOrder();
    throw error;
  }
  return order;
}

/** Gives up what is ordered or under way; what proves itself goes back. */
export async function cancelOrder(files: UpdateFolder, by: string | null, start: StartUpdater): Promise<void> {
  const underWay = files.underWay();
  const orderId = underWay?.updateId ?? files.order()?.orderId;
  if (orderId === undefined) throw new DomainError('update.none', 'no update is ordered');
  if (underWay && !mayBeCancelled(underWay.state))
    throw new DomainError('update.too-late', `the update to ${underWay.to} is ${underWay.state}`);
  files.cancel(orderId, by);
  await start();
}

/** The release that ran before the last good update: what an undo goes back to. Undefined where there is none, or where it was undone. */
export function releaseBefore(files: UpdateFolder): string | undefined {
  const last = files.history().findLast(({ state }) => state === 'good');
  return last?.kind === 'undo' ? undefined : last?.from;
}

function requireNone(files: UpdateFolder): void {
  const update = files.underWay();
  if (update) throw new DomainError('update.under-way', `the update to ${update.to} is ${update.state}`);
  const order = files.order();
  if (order) throw new DomainError('update.under-way', `the update to ${order.version} is ordered`);
}
