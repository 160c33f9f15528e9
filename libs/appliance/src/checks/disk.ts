import type { StatusCheck } from './check';

const MIB = 1024 * 1024;
/** Below this the next sales may not be written. */
const FULL_BYTES = 200 * MIB;
const LOW_BYTES = 2048 * MIB;
const SOON_MS = 14 * 86_400_000;

/** Whether there is room for the next sales, and for those of the next two weeks. */
export const checkDisk: StatusCheck = ({ disk: { freeBytes }, clock }, { diskFullAt = null }) => {
  if (freeBytes < FULL_BYTES) return [{ code: 'disk.full', weight: 'limits-selling', action: null, freeBytes }];
  if (freeBytes < LOW_BYTES) return [{ code: 'disk.low', weight: 'attention', action: null, freeBytes }];
  if (diskFullAt === null || diskFullAt - clock.now > SOON_MS) return [];
  return [{ code: 'disk.filling', weight: 'attention', action: null, freeBytes, fullAt: diskFullAt }];
};
