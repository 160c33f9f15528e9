import type { Instant } from '@app/kernel';

/** Figures of one minute by their series, as the console kept them. */
export interface Minute {
  readonly at: Instant;
  readonly figures: Readonly<Record<string, number>>;
}

/** Something that happened to the box, to be shown at its time. */
export interface HistoryMark {
  readonly at: Instant;
  readonly label: string;
}

export interface SalesByTime {
  /** Beginnings of stretches of five minutes, UTC milliseconds. */
  readonly times: readonly number[];
  /** Sales of each; null where nobody looked. */
  readonly counts: readonly (number | null)[];
  readonly marks: readonly HistoryMark[];
}

export const SHOWN_MS = 4 * 3_600_000;
export const STRETCH_MS = 5 * 60_000;
/** Of a stretch: looks are not on the second. */
const SEEN_MS = 4 * 60_000 - 10_000;
/** Looks are a minute apart; what was sold between two that lie farther apart has no known time. */
const LONGEST_STEP_MS = 150_000;

/** How the store sold in the last four hours, from the counter of its history. A stretch that is not over is not shown. */
export function salesByTime(points: readonly Minute[], now: Instant): SalesByTime {
  const end = Math.floor(now / STRETCH_MS) * STRETCH_MS;
  const times = Array.from({ length: SHOWN_MS / STRETCH_MS }, (_, index) => end - SHOWN_MS + index * STRETCH_MS);
  const seen = stretchesOf(points);
  return { times, counts: times.map((time) => countOf(seen.get(time))), marks: marksOf(points) };
}

interface Stretch {
  readonly sold: number;
  readonly seenMs: number;
}

function stretchesOf(points: readonly Minute[]): ReadonlyMap<number, Stretch> {
  const stretches = new Map<number, Stretch>();
  for (const [before, after] of pairs(points)) {
    const sold = soldBetween(before, after);
    if (sold === null) continue;
    const begin = Math.floor(after.at / STRETCH_MS) * STRETCH_MS;
    const known = stretches.get(begin) ?? { sold: 0, seenMs: 0 };
    stretches.set(begin, { sold: known.sold + sold, seenMs: known.seenMs + after.at - before.at });
  }
  return stretches;
}

/** One that was seen in part would look as if sales had fallen. */
const countOf = (stretch: Stretch | undefined): number | null => (stretch && stretch.seenMs >= SEEN_MS ? stretch.sold : null);

function soldBetween(before: Minute, after: Minute): number | null {
  const [from, to] = [before.figures['store_sales_total'], after.figures['store_sales_total']];
  if (from === undefined || to === undefined || to < from || after.at - before.at > LONGEST_STEP_MS) return null;
  return to - from;
}

function marksOf(points: readonly Minute[]): HistoryMark[] {
  return pairs(points).flatMap(([before, after]) => whatHappened(before, after).map((label) => ({ at: after.at, label })));
}

const UNDER_WAY = 'store_cause{code="work.under-way"';
const isWorkedOn = ({ figures }: Minute): boolean => Object.keys(figures).some((series) => series.startsWith(UNDER_WAY));

function whatHappened(before: Minute, after: Minute): string[] {
  const changed = (name: string) => before.figures[name] !== undefined && after.figures[name] !== undefined && before.figures[name] !== after.figures[name];
  const line = changed('store_headquarters_reachable') ? [after.figures['store_headquarters_reachable'] === 1 ? 'Line back' : 'Line down'] : [];
  const work = isWorkedOn(after) && !isWorkedOn(before) ? ['Work'] : [];
  const down = changed('store_selling') && after.figures['store_selling'] === 0 ? ['Stopped'] : [];
  const restart = changed('store_process_start_timestamp_seconds') ? ['Restart'] : [];
  return [...work, ...line, ...down, ...restart];
} // prettier-ignore

const pairs = (points: readonly Minute[]): (readonly [Minute, Minute])[] => points.slice(1).map((point, index) => [points[index]!, point]);
