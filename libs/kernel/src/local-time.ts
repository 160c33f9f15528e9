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

/** What a wall clock in the zone shows at an instant. The zone is IANA data, so daylight saving comes with it. */
export function localTime(at: Instant, timeZone: string): LocalTime {
  const shown = new Date(at + offsetMs(at, timeZone)).toISOString();
  const date = shown.slice(0, 10);
  return { date, minuteOfDay: Number(shown.slice(11, 13)) * 60 + Number(shown.slice(14, 16)), text: `${date} ${shown.slice(11, 19)}` };
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

/** Clocks have changed on quarters of an hour of UTC only since 1972: within one, a zone has one offset. */
const QUARTER_MS = 900_000;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  quarter: number;
  offsetMs: number;
}

const zones = new Map<string, Zone>();

/** How far the zone is ahead of UTC. Asking the zone data is dear, and what is asked is nearly always now. */
function offsetMs(at: Instant, timeZone: string): number {
  const zone = zoneOf(timeZone);
  const quarter = Math.floor(at / QUARTER_MS);
  if (zone.quarter !== quarter) {
    zone.offsetMs = shownAt(zone.format, quarter * QUARTER_MS) - quarter * QUARTER_MS;
    zone.quarter = quarter;
  }
  return zone.offsetMs;
}

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  const zone = { format: createFormat(timeZone), quarter: Number.NaN, offsetMs: 0 };
  zones.set(timeZone, zone);
  return zone;
}

/** The wall clock of an instant, read as if it were UTC. */
function shownAt(format: Intl.DateTimeFormat, at: Instant): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(at)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
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
