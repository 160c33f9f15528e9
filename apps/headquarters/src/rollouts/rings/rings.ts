/** Up to which part of the boxes each ring reaches, in percent, rising to 100. */
export type RingPercents = readonly number[];

/** The ring of the box at a place, counted from 0; the first rings of a small fleet hold one box at least, and what is empty is left out. */
export function ringOfPlace(place: number, total: number, percents: RingPercents): number {
  return ringEnds(total, percents).findIndex((end) => place < end);
}

/** How many boxes have come up to the end of each ring. */
export function ringEnds(total: number, percents: RingPercents): number[] {
  const ends = percents.map((percent) => Math.min(total, Math.ceil((total * percent) / 100)));
  return ends.filter((end, at) => end > (ends[at - 1] ?? 0));
}
