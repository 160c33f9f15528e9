import type { Finding } from '../finding';
import type { StatusCheck } from './check';

const MIB = 1024 * 1024;
/** An appliance needs 315 MiB; a unit with twice that has a leak or a load nobody planned. */
const LARGE_BYTES = 640 * MIB;
/** Scans answer within 50 ms: late by four times that, a cashier waits. */
const LATE_MS = 200;

/** Whether the process itself is well. */
export const checkProcess: StatusCheck = ({ process }) => {
  if (!process) return [];
  const { memoryBytes, loopLagMs } = process;
  const found: Finding[] = [];
  if (loopLagMs >= LATE_MS) found.push({ code: 'unit.slow', weight: 'attention', action: null, loopLagMs });
  if (memoryBytes >= LARGE_BYTES) found.push({ code: 'unit.memory', weight: 'attention', action: 'restart-unit', memoryBytes });
  return found;
};
