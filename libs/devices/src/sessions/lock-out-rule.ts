import type { LockOut } from '@app/channel-db';
import type { Instant } from '@app/kernel';

/** From the third failure on, each next try has to wait. */
const FREE_TRIES = 3;
const DELAYS_MS = [5_000, 10_000, 20_000, 40_000, 60_000] as const;
/** At the eighth the worker is locked on this device for half an hour (PCI DSS 8.3.4). Other devices are not touched. */
export const TRIES_TO_LOCK = 8;
const LOCK_MS = 30 * 60_000;
/** Failures this old count no more. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

export type TryOutcome =
  | { readonly kind: 'may-try'; readonly counted: LockOut; readonly isLast: boolean }
  | { readonly kind: 'must-wait'; readonly retryAfterMs: number; readonly isLocked: boolean };

/**
 * Whether a PIN may be tried now. The try is counted before it is made, as if it failed, and forgiven when it succeeds:
 * neither a power cut nor a hundred requests at once gets a try for nothing.
 */
export function beginTry(known: LockOut | undefined, now: Instant): TryOutcome {
  const failures = known && now - known.lastFailedAt < FORGOTTEN_AFTER_MS ? known.failures : 0;
  const waitMs = (known?.lockedUntil ?? 0) - now;
  if (waitMs > 0) return { kind: 'must-wait', retryAfterMs: waitMs, isLocked: failures >= TRIES_TO_LOCK };
  const counted = failures + 1;
  const lockedUntil = delayAfter(counted) === 0 ? null : now + delayAfter(counted);
  return { kind: 'may-try', counted: { failures: counted, lastFailedAt: now, lockedUntil }, isLast: counted === TRIES_TO_LOCK };
}

function delayAfter(failures: number): number {
  if (failures >= TRIES_TO_LOCK) return LOCK_MS;
  if (failures < FREE_TRIES) return 0;
  return DELAYS_MS[failures - FREE_TRIES] ?? LOCK_MS;
}
