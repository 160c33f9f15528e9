import type { LastDayFacts } from '../facts/unit-status';
import { countText, type Words } from './words';

export interface LastDayText {
  readonly tone: 'good' | 'info' | 'limited';
  readonly headline: string;
  readonly detail: string;
}

/** Whether the last day is closed and proven, and what it waits for if not. */
export function lastDayText(day: LastDayFacts, words: Words): LastDayText {
  const { openCount, recordCount, acknowledgedCount, atHeadquartersCount, provenAt } = day;
  const date = dateText(day.businessDate, words);
  const of = (count: number) => `${count.toLocaleString(words.locale)} of ${recordCount.toLocaleString(words.locale)}`;
  if (openCount > 0)
    return { tone: 'limited', headline: `${countText(openCount, 'shift')} still open`, detail: `${date}. Close them at the registers.` };
  if (provenAt !== null)
    return { tone: 'good', headline: 'Closed and proven', detail: `${date}. ${of(recordCount)} records are equal at headquarters.` };
  if (acknowledgedCount < recordCount)
    return { tone: 'info', headline: 'Closed, waits for headquarters', detail: `${date}. ${of(acknowledgedCount)} records are there.` };
  if (atHeadquartersCount === null)
    return { tone: 'info', headline: 'Closed and sent', detail: `${date}. Headquarters has not compared it yet; it is asked by itself.` };
  return {
    tone: 'limited',
    headline: 'Closed, not proven',
    detail: `${date}. ${of(atHeadquartersCount)} records are equal at headquarters.`,
  };
}

function dateText(date: string, { locale }: Words): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.parse(date));
}
