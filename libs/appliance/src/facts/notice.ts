import type { Instant } from '@app/kernel';

/** What registers are told beside their work: what is limited, since when, until when where that is known. */
export interface Notice {
  readonly code: NoticeCode;
  readonly since: Instant;
  readonly until: Instant | null;
  /** Values that a text of a locale table is filled with. */
  readonly parameters: Readonly<Record<string, unknown>>;
}
export type NoticeCode = 'headquarters.away' | 'work.announced' | 'work.under-way';
