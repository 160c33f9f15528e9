import type { Instant } from '@app/kernel';

export interface Retention {
  /** Of how many days the newest copy is kept, counted in days that have one. */
  readonly days: number;
  readonly weeks: number;
}

const DAY_MS = 86_400_000;
/** 1 January 1970 was a Thursday: weeks begin on Monday. */
const TO_MONDAY = 3;

/** Which copies have served: all but the newest of each of the last days and of each of the last weeks that have one. */
export function outdatedCopies<Copy extends { readonly at: Instant }>(copies: readonly Copy[], { days, weeks }: Retention): Copy[] {
  const newestFirst = copies.toSorted((left, right) => right.at - left.at);
  const dayOf = ({ at }: Copy): number => Math.floor(at / DAY_MS);
  const kept = new Set([
    ...newestOfEach(newestFirst, dayOf).slice(0, days),
    ...newestOfEach(newestFirst, (copy) => Math.floor((dayOf(copy) + TO_MONDAY) / 7)).slice(0, weeks),
    // Whatever is asked for, the newest stays.
    ...newestFirst.slice(0, 1),
  ]);
  return newestFirst.filter((copy) => !kept.has(copy));
}

function newestOfEach<Copy>(newestFirst: readonly Copy[], periodOf: (copy: Copy) => number): Copy[] {
  const seen = new Map<number, Copy>();
  for (const copy of newestFirst) if (!seen.has(periodOf(copy))) seen.set(periodOf(copy), copy);
  return [...seen.values()];
}
