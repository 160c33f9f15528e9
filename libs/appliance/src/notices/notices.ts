import type { Instant } from '@app/kernel';
import type { Notice } from '../facts/notice';
import { isUnderWay, type PlannedWork } from '../facts/planned-work';
import type { HeadquartersFacts } from '../facts/unit-status';

export interface NoticeFacts {
  readonly now: Instant;
  readonly isEnrolled: boolean;
  readonly headquarters: Pick<HeadquartersFacts, 'since' | 'somethingElseAnswers' | 'isRealTimeRefusing'> & {
    /** Null before the first call. */
    readonly isReachable: boolean | null;
  };
  readonly work: PlannedWork | null;
  /** Operations that need headquarters at once. */
  readonly waiting: readonly string[];
}

export function noticesOf(facts: NoticeFacts): Notice[] {
  return [...lineNotices(facts), ...workNotices(facts)];
}

function lineNotices({ now, isEnrolled, headquarters, waiting }: NoticeFacts): Notice[] {
  const { isReachable, isRealTimeRefusing = false, somethingElseAnswers, since } = headquarters;
  if (!isEnrolled || (isReachable !== false && !isRealTimeRefusing)) return [];
  const reason = somethingElseAnswers ? 'intercepted' : isReachable === false ? 'down' : 'not-answered';
  return [{ code: 'headquarters.away', since: since ?? now, until: null, parameters: { reason, operations: waiting } }];
}

function workNotices({ now, work }: NoticeFacts): Notice[] {
  if (!work || now >= work.endsAt) return [];
  const code = isUnderWay(work, now) ? 'work.under-way' : 'work.announced';
  return [{ code, since: work.startsAt, until: work.endsAt, parameters: {} }];
}
