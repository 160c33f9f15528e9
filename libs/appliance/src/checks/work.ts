import { isUnderWay } from '../facts/planned-work';
import type { Check } from './check';

/** Work that was planned: what stands still meanwhile is no trouble of its own. */
export const checkWork: Check = ({ work, at }) => {
  if (!work || at >= work.endsAt) return [];
  const code = isUnderWay(work, at) ? 'work.under-way' : 'work.announced';
  return [{ code, weight: 'information', action: null, ...work }];
};
