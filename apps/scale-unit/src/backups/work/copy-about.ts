import type { StreamBook } from '@app/channel-db';
import type { Instant } from '@app/kernel';

/** What a copy says about itself in clear, proven when it is opened. */
export interface CopyAbout {
  readonly channelDatabaseId: string;
  /** The box that made it. */
  readonly instanceId: string;
  readonly madeAt: Instant;
  readonly software: string;
  /** The books of the store at that moment. */
  readonly books: readonly StreamBook[];
}

export const recordsIn = (books: readonly StreamBook[]): number => books.reduce((sum, { records }) => sum + records, 0);
export const salesIn = (books: readonly StreamBook[]): number =>
  books.reduce((sum, { sums }) => sum + sums.reduce((sales, one) => sales + one.sales, 0), 0);
