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
  const wall = at + offsetMs(at, timeZone);
  const date = dateOf(wall);
  const second = Math.floor(wall / 1000) - Math.floor(wall / DAY_MS) * 86_400;
  const minuteOfDay = Math.floor(second / 60);
  return { date, minuteOfDay, text: `${date} ${clockText(minuteOfDay)}:${twoDigits(second % 60)}` };
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

/** A minute on a wall clock, `2026-08-10T14:30`. Texts compare as the minutes do; `T24:00` is the end of a day. */
export type LocalMinute = string;

/**
 * The latest minute that a wall clock in the zone has shown up to an instant. Where clocks go back it stands still until they
 * have caught up, so that nothing that goes by it begins or ends twice.
 */
export function minuteReached(at: Instant, timeZone: string): LocalMinute {
  const { offsetMs, reachedMs } = quarterOf(at, timeZone);
  const wall = Math.max(at + offsetMs, reachedMs);
  return `${dateOf(wall)}T${clockText(Math.floor(wall / 60_000) - Math.floor(wall / DAY_MS) * 1_440)}`;
}

/** The first instant at which `minuteReached` is that minute or later: the next one that exists where clocks leap over it. */
export function instantReaching(minute: LocalMinute, timeZone: string): Instant {
  const zone = zoneOf(timeZone);
  const known = zone.instants.get(minute);
  if (known !== undefined) return known;
  const found = findInstant(minute, zone);
  if (zone.instants.size >= MINUTES_REMEMBERED) zone.instants.clear();
  zone.instants.set(minute, found);
  return found;
}

function findInstant(minute: LocalMinute, { format }: Zone): Instant {
  const wall = Date.parse(`${minute}Z`);
  if (Number.isNaN(wall)) throw new DomainError('date.malformed', `not a minute: ${minute.slice(0, 20)}`);
  const offsetAt = (at: Instant): number => shownAt(format, at) - at;
  let quarterMs = floorToQuarter(wall - Math.max(offsetAt(wall - DAY_MS), offsetAt(wall + DAY_MS)));
  while (quarterMs + QUARTER_MS + offsetAt(quarterMs) <= wall) quarterMs += QUARTER_MS;
  return Math.max(quarterMs, wall - offsetAt(quarterMs));
}

const DAY_MS = 86_400_000;

/** The day that was written last; what is asked is nearly always today. */
let written = { day: Number.NaN, date: '' };

/** The date of a wall clock that is read as if it were UTC. */
function dateOf(wall: number): LocalDate {
  const day = Math.floor(wall / DAY_MS);
  if (written.day !== day) written = { day, date: new Date(wall).toISOString().slice(0, 10) };
  return written.date;
}

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);
const clockText = (minuteOfDay: number): string => `${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}`;

/** Price lists begin at few moments. */
const MINUTES_REMEMBERED = 256;

/** Clocks have changed on quarters of an hour of UTC only since 1972: within one, a zone has one offset. */
const QUARTER_MS = 900_000;

/** Farther than any clock has gone back since. */
const LOOK_BACK_MS = 4 * 3_600_000;

interface Quarter {
  readonly startsAt: Instant;
  readonly offsetMs: number;
  /** The last millisecond that clocks had shown before, read as if it were UTC. */
  readonly reachedMs: number;
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** The one that was asked for last. */
  quarter: Quarter | undefined;
  /** What `instantReaching` found. */
  readonly instants: Map<LocalMinute, Instant>;
}

const zones = new Map<string, Zone>();

/** How far the zone is ahead of UTC. */
const offsetMs = (at: Instant, timeZone: string): number => quarterOf(at, timeZone).offsetMs;

/** Asking the zone data is dear, and what is asked is nearly always now. */
function quarterOf(at: Instant, timeZone: string): Quarter {
  const zone = zoneOf(timeZone);
  const startsAt = floorToQuarter(at);
  if (zone.quarter?.startsAt !== startsAt) zone.quarter = readQuarter(zone.format, startsAt);
  return zone.quarter;
}

function readQuarter(format: Intl.DateTimeFormat, startsAt: Instant): Quarter {
  const shown = shownAt(format, startsAt);
  let reachedMs = shown - 1;
  if (shownAt(format, startsAt - LOOK_BACK_MS) > shown - LOOK_BACK_MS) {
    for (let at = startsAt - LOOK_BACK_MS; at < startsAt; at += QUARTER_MS)
      reachedMs = Math.max(reachedMs, shownAt(format, at) + QUARTER_MS - 1);
  }
  return { startsAt, offsetMs: shown - startsAt, reachedMs };
}

const floorToQuarter = (at: Instant): Instant => Math.floor(at / QUARTER_MS) * QUARTER_MS;

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  const zone: Zone = { format: createFormat(timeZone), quarter: undefined, instants: new Map() };
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
  const padded = '2-digit' as const;
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
      year: 'numeric', month: padded, day: padded, hour: padded, minute: padded, second: padded,
    }); // prettier-ignore
  } catch (cause) {
    throw new DomainError('time-zone.unknown', `unknown time zone ${timeZone.slice(0, 40)}`, {}, { cause });
  }
}
