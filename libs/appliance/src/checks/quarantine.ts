import type { StatusCheck } from './check';

/** Rows from headquarters that this box could not take. */
export const checkQuarantine: StatusCheck = ({ prices: { quarantinedCount: count = 0 } }) =>
  count === 0 ? [] : [{ code: 'rows.quarantined', weight: 'attention', action: 'retry-exchange', count }];
