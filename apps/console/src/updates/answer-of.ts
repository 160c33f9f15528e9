import { mayBeCancelled, type Update } from '@app/appliance';
import { releaseBefore, type EndedUpdate, type UpdateFolder, type UpdateMode, type UpdateOrderFile } from '@app/updates';
import type { UpdatesAnswer } from './updates-answer';

/** As many as somebody scrolls through. */
const SHOWN = 50;

interface BoxFacts {
  readonly mode: UpdateMode;
  readonly running: string;
  readonly hasSource: boolean;
}

/** What the files of updates say, for people. */
export function answerOf(files: UpdateFolder, { mode, running, hasSource }: BoxFacts): UpdatesAnswer {
  return {
    mode,
    running,
    previous: releaseBefore(files) ?? null,
    hasSource,
    underWay: underWayIn(files, running),
    offered: { seenAt: null, validUntil: null, failure: null, ...offeredIn(files), isBeingAsked: files.isLookAskedFor() },
    history: files.history().slice(-SHOWN).reverse().map(endedOf),
  };
}

function underWayIn(files: UpdateFolder, running: string): UpdatesAnswer['underWay'] {
  const update = files.underWay();
  if (update) return carriedOut(update, files);
  const order = files.order();
  return order && order.orderId !== files.update()?.updateId ? ordered(order, running) : null;
}

/** Nobody has begun yet. */
function ordered(order: UpdateOrderFile, running: string): UpdatesAnswer['underWay'] {
  const nothingYet = {
    orderedAt: null,
    step: null,
    since: null,
    switches: 0,
    reason: null,
    whyNot: [],
    bytes: null,
    trouble: null,
    endsAt: null,
  };
  return { ...askedIn(order), from: running, ...nothingYet, mayBeCancelled: true };
}

function carriedOut(update: Update, files: UpdateFolder): UpdatesAnswer['underWay'] {
  const { from, to, state, switches, reason, orderedAt, changedAt } = update;
  const progress = files.progress();
  const told = progress?.state === state ? progress : undefined;
  return {
    ...askedIn(files.fact('order') as UpdateOrderFile),
    version: to,
    from,
    orderedAt,
    step: state as NonNullable<UpdatesAnswer['underWay']>['step'],
    since: changedAt,
    switches,
    reason,
    // The types of the wire are mutable, these are not: nothing is changed in between.
    whyNot: (told?.whyNot ?? []) as NonNullable<UpdatesAnswer['underWay']>['whyNot'],
    bytes: told?.bytes ?? null,
    trouble: told?.trouble ?? null,
    endsAt: told?.endsAt ?? null,
    mayBeCancelled: mayBeCancelled(state),
  };
}

const askedIn = ({ version, kind, window, orderedBy }: UpdateOrderFile) => ({ version, kind, window, orderedBy: orderedBy ?? null });

function offeredIn(files: UpdateFolder): Pick<UpdatesAnswer['offered'], 'versions'> & Partial<UpdatesAnswer['offered']> {
  const { versions = [], ...offered } = files.offered() ?? {};
  return { ...offered, versions: [...versions] };
}

function endedOf({
  changedAt,
  from,
  to,
  kind = 'install',
  orderedBy = null,
  state,
  reason,
  pauseMs,
  returnMs,
}: EndedUpdate): UpdatesAnswer['history'][number] {
  return { at: changedAt, from, to, kind, orderedBy, outcome: state as 'good' | 'undone' | 'refused', reason, pauseMs, returnMs };
}
