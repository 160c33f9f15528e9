import type { StatusCheck } from './check';

const MIB = 1024 * 1024;
/** Below this the next sales may not be written. */
const FULL_BYTES = 200 * MIB;
const LOW_BYTES = 2048 * MIB;

export const checkDisk: StatusCheck = ({ disk }) => {
  if (disk.freeBytes < FULL_BYTES) return [{ code: 'disk.full', weight: 'limits-selling', action: null, freeBytes: disk.freeBytes }];
  if (disk.freeBytes < LOW_BYTES) return [{ code: 'disk.low', weight: 'attention', action: null, freeBytes: disk.freeBytes }];
  return [];
};
