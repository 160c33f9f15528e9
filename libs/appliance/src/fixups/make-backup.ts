import type { Fixup } from './fixup';

/** Copies the store now. The box tries by itself every hour; this is for a person who put the stick back. */
export const makeBackup: Fixup = {
  kind: 'make-backup',
  heals: ['backup.old', 'backup.failed', 'backup.unproven'],
  stopsSellingMs: 0,
  isSafe: () => false,
  pauseMs: 60 * 60_000,
};
