import type { Segment } from '@app/protocol';

const LEAST_BYTES = 1024 * 1024;
/** Rows are text and shrink to a tenth or so; what shrinks more than this was made to fill a disk. */
const LARGEST_RATIO = 200;
/** No row of any entity is near this on average. */
const LARGEST_ROW_BYTES = 16 * 1024;

/** How many bytes a segment may unpack to: by the size and the number of rows that its manifest states. */
export function unpackedLimit(sizeBytes: number, { rowCount }: Pick<Segment, 'rowCount'>): number {
  return LEAST_BYTES + Math.min(sizeBytes * LARGEST_RATIO, rowCount * LARGEST_ROW_BYTES);
}
