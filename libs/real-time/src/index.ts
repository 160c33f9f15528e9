export { Accounts } from './accounts';
export { CallLog } from './call-log';
export { RealTimeGateway } from './gateway';
export type { RealTimeLine, RealTimeResult } from './gateway';

export { REAL_TIME_LIMITS } from './policies';
export { ProbedLine } from './probed-line';
export { UnansweredCalls } from './unanswered';
