import { addDays, instantReaching, localTime, type Instant } from '@app/kernel';

/** Hours on a store's wall clock, `02:00` to `05:00`. To at or before from is on the next day. */
export interface LocalWindow {
  readonly from: string;
  readonly to: string;
}

/** When a box may begin; nothing of it set is at once. */
export interface OrderWindow {
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  readonly deadlineAt: Instant | null;
}

/** Less than that is left to no purpose: the release still has to come. */
const LEAST_LEFT_MS = 30 * 60_000;
const AT_ONCE: OrderWindow = { opensAt: null, closesAt: null, deadlineAt: null };

/** The next window of a store of which enough is left. */
export function nextWindow(window: LocalWindow | null, timeZone: string, now: Instant): OrderWindow {
  if (window === null) return AT_ONCE;
  const yesterday = addDays(localTime(now, timeZone).date, -1);
  const coming = [0, 1, 2].map((days) => windowOn(addDays(yesterday, days), window, timeZone));
  return coming.find(({ closesAt }) => closesAt! - now >= LEAST_LEFT_MS) ?? windowOn(addDays(yesterday, 3), window, timeZone);
}

function windowOn(date: string, { from, to }: LocalWindow, timeZone: string): OrderWindow {
  const lastDay = to > from ? date : addDays(date, 1);
  return { opensAt: instantReaching(`${date}T${from}`, timeZone), closesAt: instantReaching(`${lastDay}T${to}`, timeZone), deadlineAt: null };
} // prettier-ignore
