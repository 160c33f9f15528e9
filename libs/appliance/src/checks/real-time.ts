import type { StatusCheck } from './check';

/** Whether what only headquarters can answer is asked at all at the moment. */
export const checkRealTime: StatusCheck = ({ box, headquarters }) =>
  box.state === 'new' || headquarters.isRealTimeRefusing !== true
    ? []
    : [{ code: 'real-time.refusing', weight: 'limits-selling', action: null }];
