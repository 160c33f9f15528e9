import { instantReaching, localTime, addDays } from '@app/kernel';
import type { Words } from '@app/appliance';
import type { UpdateUnderWay } from '../api/client';

export type When = 'now' | 'night' | 'chosen';

export const WHENS: { readonly value: When; readonly label: string }[] = [
  { value: 'now', label: 'As soon as trade allows it' },
  { value: 'night', label: 'In the night, from 02:00 to 05:00' },
  { value: 'chosen', label: 'At another time' },
];

const NIGHT = { from: '02:00', until: '05:00' };

/** What was chosen, by the clock on the wall of the store. */
export function windowOf(when: When, { from, until }: { from: string; until: string }, words: Words): UpdateUnderWay['window'] {
  const at = (minute: string) => (minute === '' ? null : instantReaching(minute.slice(0, 16), words.timeZone));
  if (when === 'now') return { opensAt: null, closesAt: null, deadlineAt: null };
  if (when === 'chosen') return { opensAt: at(from), closesAt: at(until), deadlineAt: null };
  const night = nextNight(words);
  return { opensAt: at(`${night}T${NIGHT.from}`), closesAt: at(`${night}T${NIGHT.until}`), deadlineAt: null };
}

/** The day whose early morning is still to come, or is now. */
function nextNight({ now, timeZone }: Words): string {
  const { date } = localTime(now, timeZone);
  return now < instantReaching(`${date}T${NIGHT.until}`, timeZone) ? date : addDays(date, 1);
}
