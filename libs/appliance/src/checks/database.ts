import type { Finding } from '../finding';
import type { StatusCheck } from './check';

/** A sale waits for the flush of its commit: this is when a cashier notices. */
const SLOW_MS = 250;

/** The file every sale is written to: how fast, and whether a copy of it still fits beside it. */
export const checkDatabase: StatusCheck = ({ process, disk: { storeBytes, freeBytes } }) => {
  const flushMs = process?.flushMs ?? 0;
  const found: Finding[] = [];
  if (flushMs >= SLOW_MS) found.push({ code: 'database.slow', weight: 'attention', action: null, flushMs });
  if (storeBytes > freeBytes) found.push({ code: 'database.large', weight: 'attention', action: null, storeBytes, freeBytes });
  return found;
};
