import type { Instant } from '@app/kernel';
import type { UpdateFacts, UpdateUnderWay } from '../facts/update-facts';
import type { Finding } from '../finding';
import type { Check } from './check';

const SHOWN_FOR_MS = 7 * 86_400_000;
const base = { weight: 'attention', action: 'show-updates' } as const;

/** Whether updates of this box go as they should. None of it stops a sale: the release that is proven goes on. */
export const checkUpdates: Check = ({ at, update }) => (update ? [...ofMetadata(update, at), ...ofOrder(update, at)] : []);

function ofOrder({ underWay, last }: UpdateFacts, at: Instant): Finding[] {
  if (underWay) return isLate(underWay, at) ? [{ ...base, code: 'update.waiting', underWay }] : [{ ...base, code: 'update.under-way', weight: 'information', underWay }];
  if (!last?.reason || last.outcome === 'good' || last.reason.code === 'asked' || at - last.at > SHOWN_FOR_MS) return [];
  const { to, from, reason } = last;
  return [{ ...base, code: last.outcome === 'undone' ? 'update.undone' : 'update.refused', to, from, reason, since: last.at }];
} // prettier-ignore

/** It found no quiet moment in its window, or until its deadline. */
function isLate({ step, window: { closesAt, deadlineAt } }: UpdateUnderWay, at: Instant): boolean {
  return step === 'waiting' && [closesAt, deadlineAt].some((end) => end !== null && at >= end);
}

function ofMetadata({ offered: { failure, validUntil } }: UpdateFacts, at: Instant): Finding[] {
  if (failure?.code === 'release.not-genuine') return [{ ...base, code: 'update.not-genuine', since: failure.at }];
  const endedAt = validUntil !== null && at >= validUntil ? validUntil : null;
  const isOld = endedAt !== null || failure?.code === 'metadata.expired';
  return isOld ? [{ ...base, code: 'update.metadata-expired', endedAt }] : [];
}
