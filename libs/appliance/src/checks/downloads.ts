import type { Instant } from '@app/kernel';
import type { DownloadFacts } from '../facts/unit-status';
import type { StatusCheck } from './check';

/** A line that was cut for less, or a package that takes its time, is nobody's trouble. */
const LATE_MS = 3_600_000;

/** Whether a download job should have brought something newer by now. */
export const isDownloadLate = ({ dueAt }: Pick<DownloadFacts, 'dueAt'>, now: Instant): boolean => dueAt !== null && now - dueAt > LATE_MS;

/** Download jobs that should have brought something newer, or the word that there is nothing, each as its own schedule goes. */
export const checkDownloads: StatusCheck = ({ box, prices, clock }) => {
  const late = (prices.jobs ?? []).filter((job) => isDownloadLate(job, clock.now));
  if (box.state !== 'active' || late.length === 0) return [];
  const jobs = late.toSorted((left, right) => Number(right.isImportant) - Number(left.isImportant) || left.dueAt! - right.dueAt!);
  return [{ code: 'downloads.late', weight: jobs[0]!.isImportant ? 'attention' : 'information', action: 'retry-exchange', jobs }];
};
