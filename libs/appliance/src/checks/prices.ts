import type { StatusCheck } from './check';

const OLD_AFTER_MS = 36 * 3_600_000;

/** Prices that no package has touched for longer than a day and a half. */
export const checkPrices: StatusCheck = ({ box, prices, clock }) => {
  if (box.state !== 'active' || prices.appliedAt === null || clock.now - prices.appliedAt < OLD_AFTER_MS) return [];
  return [{ code: 'prices.old', weight: 'attention', action: null, appliedAt: prices.appliedAt }];
};
