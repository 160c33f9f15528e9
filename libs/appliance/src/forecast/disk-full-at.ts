import type { Instant } from '@app/kernel';

export interface FreeSpace {
  readonly at: Instant;
  readonly freeBytes: number;
}

const HOUR_MS = 3_600_000;
/** Less than this says more about one backup than about the disk. */
const SHORTEST_MS = 6 * HOUR_MS;
const FARTHEST_MS = 365 * 24 * HOUR_MS;

/**
 * When the disk will be full if it goes on filling as it did: least squares over what was seen, so that a file that comes and
 * goes every night counts little. Null while too little was seen, where it does not fill, or not within a year.
 */
export function diskFullAt(seen: readonly FreeSpace[]): Instant | null {
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last || last.at - first.at < SHORTEST_MS) return null;
  const meanAt = mean(seen.map(({ at }) => at - first.at));
  const meanFree = mean(seen.map(({ freeBytes }) => freeBytes));
  const [together, spread] = seen.reduce(
    ([sum, square], { at, freeBytes }) => {
      const away = at - first.at - meanAt;
      return [sum + away * (freeBytes - meanFree), square + away * away];
    },
    [0, 0],
  );
  const bytesPerMs = together / spread;
  const leftMs = -last.freeBytes / bytesPerMs;
  return bytesPerMs < 0 && leftMs < FARTHEST_MS ? Math.round(last.at + leftMs) : null;
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
