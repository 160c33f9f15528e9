import { DomainError } from './coded-error';
import type { Instant } from './clock';

/** A calendar day in a channel's time zone, `2026-08-10`. */
export type LocalDate = string;

export interface LocalTime {
  readonly date: LocalDate;
  /** Minutes after local midnight. */
  readonly minuteOfDay: number;
  /** `2026-08-10 23:41:07`, for receipts and reports. */
  readonly text: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a wall clock in the zone shows at an instant. The zone is IANA data, so daylight saving comes with it. */
export function localTime(at: Instant, timeZone: string): LocalTime {
  const parts: Record<string, string> = {};
  for (const part of formatFor(timeZone).formatToParts(at)) parts[part.type] = part.value;
  const date = `${parts.year}-${parts.month}-${parts.day}`;
  const clock = `${parts.hour}:${parts.minute}:${parts.second}`;
  return { date, minuteOfDay: Number(parts.hour) * 60 + Number(parts.minute), text: `${date} ${clock}` };
}

/**
 * The day a shift's sales belong to: the channel-local date of its opening minus the channel's day cut-off.
 * A bar whose day ends at 04:00 has cut-off 240: a shift opened at 02:30 belongs to yesterday. The shift keeps it for life.
 */
export function businessDate(shiftOpenedAt: Instant, timeZone: string, dayCutOffMinutes: number): LocalDate {
  const local = localTime(shiftOpenedAt, timeZone);
  return local.minuteOfDay < dayCutOffMinutes ? addDays(local.date, -1) : local.date;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at)) throw new DomainError('date.malformed', `not a date: ${date.slice(0, 20)}`);
  return new Date(at + days * 86_400_000).toISOString().slice(0, 10);
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = createFormat(timeZone);
    formats.set(timeZone, format);
  }
  return format;
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  const twoDigits = '2-digit' as const;
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
      year: 'numeric', month: twoDigits, day: twoDigits, hour: twoDigits, minute: twoDigits, second: twoDigits,
    }); // prettier-ignore
  } catch (cause) {
    throw new DomainError('time-zone.unknown', `unknown time zone ${timeZone.slice(0, 40)}`, {}, { cause });
  }
}
