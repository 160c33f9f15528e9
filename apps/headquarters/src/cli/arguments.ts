import { localDate, SESSION_STATES, type SessionState } from '@app/protocol';
import { InvalidArgumentError } from 'commander';

/** A calendar day as an argument. */
export function day(text: string): string {
  if (!localDate.safeParse(text).success) throw new InvalidArgumentError('not a day such as 2026-08-10');
  return text;
}

/** A whole number of at least one as an argument. */
export function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('not a number of at least 1');
  return value;
}

/** A state of a download session as an argument. */
export function sessionState(text: string): SessionState {
  const state = SESSION_STATES.find((one) => one === text);
  if (!state) throw new InvalidArgumentError(`not one of ${SESSION_STATES.join(', ')}`);
  return state;
}

/** An instant for people; `never` when there is none. */
export const time = (at: number | null): string => (at === null ? 'never' : new Date(at).toISOString());
