import type { StatusCheck } from './check';

/** A line that was cut for less, or a package that takes its time, is nobody's trouble. */
const LATE_MS = 3_600_000;

/** Download jobs that should have brought something newer, or the word that there is nothing, each as its own schedule goes. */
export const checkDownloads: StatusCheck = ({ box, prices, clock }) => {
  const late = (prices.jobs ?? []).filter(({ dueAt }) => dueAt !== null && clock.now - dueAt > LATE_MS);
  if (box.state !== 'active' || late.length === 0) return [];
  const jobs = late.toSorted((left, right) => Number(right.isImportant) - Number(left.isImportant) || left.dueAt! - right.dueAt!);
  return [{ code: 'downloads.late', weight: jobs[0]!.isImportant ? 'attention' : 'information', action: 'retry-exchange', jobs }];
};
