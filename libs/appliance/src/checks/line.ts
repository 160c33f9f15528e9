import type { HeadquartersFacts } from '../facts/unit-status';
import type { StatusCheck } from './check';

/** Whether headquarters can be reached. Selling goes on without it; what needs an answer from there does not. */
export const checkLine: StatusCheck = ({ box, headquarters }) => {
  if (box.state === 'new' || headquarters.isReachable) return [];
  return [{ code: codeOf(headquarters), weight: 'limits-selling', action: null, since: headquarters.since }];
};

function codeOf({ somethingElseAnswers, isRefusedForDates }: HeadquartersFacts): 'line.intercepted' | 'line.refused' | 'line.down' {
  if (somethingElseAnswers) return 'line.intercepted';
  return isRefusedForDates === true ? 'line.refused' : 'line.down';
}
