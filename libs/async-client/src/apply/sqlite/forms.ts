import { catalogTable } from '@app/channel-db';
import type { Segment } from '@app/protocol';
import { rowCondition } from './row-condition';

/** How many files may be attached to one connection at once; SQLite allows ten. */
const MOST_ATTACHED = 8;

/** A segment that has a SQLite form. */
export type FormedSegment = Segment & { readonly sqlite: NonNullable<Segment['sqlite']> };

export function hasForm(segment: Segment): segment is FormedSegment {
  return segment.sqlite !== undefined;
}

/** Digests of the segments of a package that are taken as SQLite files: the longest of those whose rows SQL can check. */
export function chosenForms(segments: readonly Segment[]): Set<string> {
  const usable = segments.filter(hasForm).filter(({ entity }) => canCheck(entity));
  const chosen = usable.sort((a, b) => b.rowCount - a.rowCount).slice(0, MOST_ATTACHED);
  return new Set(chosen.map(({ sha256 }) => sha256));
}

function canCheck(entity: string): boolean {
  const table = catalogTable(entity);
  return table !== undefined && rowCondition(table) !== undefined;
}
