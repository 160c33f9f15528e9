import { timeText, type Words } from '@app/appliance';

/** `11:12:05`, with the day before it when it is not today: beside a log, minutes are not enough. */
export function momentText(at: number, words: Words): string {
  const seconds = new Intl.DateTimeFormat('en-GB', { timeZone: words.timeZone, second: '2-digit' }).format(at);
  return `${timeText(at, words)}:${seconds.padStart(2, '0')}`;
}
