import type { LocalDate, LocalMinute } from './local-time';

/** When a row counts, by the wall clock of a store: from a day to another, both included, or from and to a minute (`HH:MM`) of them. */
export interface Validity {
  readonly validFrom: LocalDate;
  /** The first minute; the day's first when not said. */
  readonly validFromTime?: string | null | undefined;
  readonly validTo: LocalDate;
  /** The minute it ends at, which is not included; the end of the day when not said. */
  readonly validToTime?: string | null | undefined;
}

export const beginsAt = ({ validFrom, validFromTime }: Validity): LocalMinute => `${validFrom}T${validFromTime ?? '00:00'}`;
/** Not included. */
export const endsAt = ({ validTo, validToTime }: Validity): LocalMinute => `${validTo}T${validToTime ?? '24:00'}`;

/** Whether it counts in a minute; `minuteReached` says which one it is. */
export const isValidAt = (row: Validity, minute: LocalMinute): boolean => beginsAt(row) <= minute && minute < endsAt(row);
