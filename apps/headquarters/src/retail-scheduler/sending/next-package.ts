/** Where a box stands with a job, by what it was sent. */
export interface Position {
  /** The session that got it there: its newest one, except a delta that nobody began. */
  readonly sessionId: string;
  readonly toVersion: number;
  readonly definition: string;
  /** Given up: what the box holds is not known. */
  readonly isCanceled: boolean;
  /** Up to where a delta that nobody began waits for it; null when none does. */
  readonly offeredVersion: number | null;
}

/** What there is to send. */
export interface Supply {
  /** The newest change of any row of the job for the box. */
  readonly newestVersion: number;
  readonly definition: string;
  /** Deletions up to here may be forgotten. */
  readonly tombstoneFloor: number;
}

export type NextPackage =
  { readonly kind: 'none' } | { readonly kind: 'snapshot' } | { readonly kind: 'delta'; readonly fromVersion: number };

/**
 * What a box needs next of a job. New, or not what it was before, or away for too long: a snapshot, never a history.
 * A delta that nobody began is replaced by one that reaches further.
 */
export function nextPackage(position: Position | undefined, supply: Supply): NextPackage {
  if (!position || position.isCanceled || position.definition !== supply.definition) return { kind: 'snapshot' };
  if (position.toVersion < supply.tombstoneFloor) return { kind: 'snapshot' };
  const reaches = Math.max(position.toVersion, position.offeredVersion ?? 0);
  return supply.newestVersion > reaches ? { kind: 'delta', fromVersion: position.toVersion } : { kind: 'none' };
}
