import { addDays, instantReaching, localTime, type Instant } from '@app/kernel';

/** The last moment up to now at which the store's wall clock showed `at`, such as `02:10`. */
export function lastTimeOfDay(now: Instant, at: string, timeZone: string): Instant {
  const { date } = localTime(now, timeZone);
  const today = instantReaching(`${date}T${at}`, timeZone);
  return today <= now ? today : instantReaching(`${addDays(date, -1)}T${at}`, timeZone);
}
