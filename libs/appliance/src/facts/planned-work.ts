import type { Instant } from '@app/kernel';

/** Work on the box that people were told of before: an update, another disk. */
export interface PlannedWork {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** Whether it goes on at this moment. */
export const isUnderWay = (work: PlannedWork | null | undefined, now: Instant): work is PlannedWork =>
  work !== null && work !== undefined && work.startsAt <= now && now < work.endsAt;
