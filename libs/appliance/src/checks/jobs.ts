import type { StatusCheck } from './check';

const FAILURES_WORTH_SAYING = 3;

/** Jobs of the box that fail again and again. */
export const checkJobs: StatusCheck = ({ jobs = [] }) => {
  const failing = jobs.filter(({ failures }) => failures >= FAILURES_WORTH_SAYING);
  if (failing.length === 0) return [];
  const times = failing.flatMap(({ failingSince }) => failingSince ?? []);
  const since = times.length === 0 ? null : Math.min(...times);
  return [{ code: 'jobs.failing', weight: 'attention', action: null, names: failing.map(({ name }) => name), since }];
};
