import type { StepWork } from '@app/updates';
import { requireAlike, sellWithBoth } from '../shadow/rehearsal';
import type { UpdateParts } from './update-parts';

/**
 * Old and new release each sell the same basket on a copy of the store, while the store sells. The new one has to start on the store's own
 * data, change its schema, serve over TLS, and answer to the cent what the old one answers.
 */
export function rehearseStep(parts: UpdateParts): StepWork {
  return async (update) => {
    const { settings, order, releases, own } = parts;
    // What ran before has proven itself; a store on SQL Server is no file that can be copied.
    if (order.kind === 'undo' || settings.storeUrl) return { kind: 'done' };
    await requireAlike(() => sellWithBoth(parts, { old: own.path, fresh: releases.pathOf(update.to) }));
    return { kind: 'done' };
  };
}
