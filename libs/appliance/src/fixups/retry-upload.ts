import type { Fixup } from './fixup';

/** Sends what waits for headquarters now, without waiting for the next try. */
export const retryUpload: Fixup = {
  kind: 'retry-upload',
  heals: ['upload.waiting', 'upload.stuck'],
  stopsSellingMs: 0,
  isSafe: () => true,
  pauseMs: 5 * 60_000,
};
