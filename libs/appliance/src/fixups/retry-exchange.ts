import type { Fixup } from './fixup';

/** Reads rows in quarantine again, and asks headquarters what it has. */
export const retryExchange: Fixup = {
  kind: 'retry-exchange',
  heals: ['rows.quarantined', 'downloads.late'],
  stopsSellingMs: 0,
  isSafe: () => true,
  pauseMs: 60 * 60_000,
};
