import type { Instant } from '@app/kernel';

/** How times and amounts are said in one store: its clock on the wall and its way of writing numbers. */
export interface Words {
  readonly now: Instant;
  /** IANA name of the store's zone. */
  readonly timeZone: string;
  /** BCP 47 tag, for numbers. */
  readonly locale: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `10:12`, and the day before it when it is not today: `Tue 18 Nov, 10:12`. */
export function timeText(at: Instant, { now, timeZone }: Words): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  const day = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', day: 'numeric', month: 'short' });
  if (day.format(at) === day.format(now) && Math.abs(now - at) < 2 * DAY) return time;
  const year = Math.abs(now - at) > 300 * DAY ? ` ${new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric' }).format(at)}` : '';
  return `${day.format(at).replace(',', '')}${year}, ${time}`;
}

/** ` since 10:12`, or nothing when nobody knows since when. */
export const sinceText = (at: Instant | null, words: Words): string => (at === null ? '' : ` since ${timeText(at, words)}`);

/** `20 s`, `38 min`, `5 h`, `3 days`: one unit, rounded down. */
export function durationText(ms: number): string {
  if (ms < MINUTE) return `${Math.max(0, Math.floor(ms / 1000))} s`;
  if (ms < 2 * HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} days`;
}

/** `EUR 1,870.20`. The text keeps every digit: it never becomes a floating-point number. */
export function moneyText(amount: string, currency: string, { locale }: Words): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' });
  return format.format(amount as Intl.StringNumericLiteral).replaceAll(/\s/g, ' ');
}

/** `EUR 1,870.20 and USD 5.00`. */
export function amountsText(amounts: Readonly<Record<string, string>>, words: Words): string {
  return Object.entries(amounts)
    .map(([currency, amount]) => moneyText(amount, currency, words))
    .join(' and ');
}

export const countText = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

/** `Register 1`, `Register 1 and Register 2`, `Register 1, Register 2, Register 3 and 4 more`. */
export function listText(names: readonly string[]): string {
  const [shown, rest] = names.length > 4 ? [names.slice(0, 3), [`${names.length - 3} more`]] : [names.slice(0, -1), names.slice(-1)];
  return [shown.join(', '), ...rest].filter((part) => part !== '').join(' and ');
}

/** `61.3 GB`, in the thousands that disks are sold in. */
export function bytesText(bytes: number): string {
  const [size, unit] = bytes >= 1e9 ? [bytes / 1e9, 'GB'] : bytes >= 1e6 ? [bytes / 1e6, 'MB'] : [bytes / 1e3, 'kB'];
  return `${size >= 100 ? Math.round(size) : Math.round(size * 10) / 10} ${unit}`;
}
