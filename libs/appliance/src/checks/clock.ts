import type { StatusCheck } from './check';

/** Less than this a person does not notice on a receipt. */
const NOTICED_MS = 120_000;

/** Whether the machine's clock agrees with headquarters'. The box dates by headquarters' meanwhile. */
export const checkClock: StatusCheck = ({ clock: { offsetMs = null } }) =>
  offsetMs === null || Math.abs(offsetMs) < NOTICED_MS ? [] : [{ code: 'clock.wrong', weight: 'attention', action: null, offsetMs }];
