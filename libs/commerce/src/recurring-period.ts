import type { LocalMinute } from '@app/kernel';

/** A weekday's hours by the store's wall clock. */
export interface RecurringPeriod {
  /** ISO: 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`, not included; `24:00` is the end of the day. At or before `from` it is on the next day. */
  readonly to: string;
}

/** `1 17:00-19:00`, as rows say it. */
export function recurringPeriod(text: string): RecurringPeriod {
  const [weekday = '', hours = ''] = text.split(' ');
  return { weekday: Number(weekday), from: hours.slice(0, 5), to: hours.slice(6) };
}

export function isWithin({ weekday, from, to }: RecurringPeriod, minute: LocalMinute): boolean {
  const time = minute.slice(11);
  const today = weekdayOf(minute);
  if (from < to) return today === weekday && from <= time && time < to;
  const isDayAfter = today === (weekday % 7) + 1;
  return (today === weekday && from <= time) || (isDayAfter && time < to);
}

/** ISO: 1 is Monday. */
function weekdayOf(minute: LocalMinute): number {
  return new Date(`${minute.slice(0, 10)}T00:00Z`).getUTCDay() || 7;
}
