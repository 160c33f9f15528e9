import type { StatusCheck } from './check';

/** Whether headquarters can be reached. Selling goes on without it; what needs an answer from there does not. */
export const checkLine: StatusCheck = ({ box, headquarters }) => {
  if (box.state === 'new' || headquarters.isReachable) return [];
  const code = headquarters.somethingElseAnswers ? 'line.intercepted' : 'line.down';
  return [{ code, weight: 'limits-selling', action: null, since: headquarters.since }];
};
