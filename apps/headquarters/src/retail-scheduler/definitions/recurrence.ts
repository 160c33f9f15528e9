import { DomainError } from '@app/kernel';
import { Cron } from 'croner';
import { z } from 'zod';

/** When a schedule runs: by hand, at times, or right after something changed. */
export const recurrence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('manual') }),
  z.strictObject({ kind: z.literal('on-change') }),
  /** Five or six fields of cron, in headquarters' time zone. */
  z.strictObject({ kind: z.literal('cron'), cron: z.string().min(1).max(120) }),
]);
export type Recurrence = z.output<typeof recurrence>;

/** The first time after `after`; null for what has no times, and for a cron that never comes. */
export function nextTime(of: Recurrence, after: number, timeZone: string): number | null {
  if (of.kind !== 'cron') return null;
  return cronOf(of.cron, timeZone).nextRun(new Date(after))?.getTime() ?? null;
}

function cronOf(text: string, timezone: string): Cron {
  try {
    return new Cron(text, { timezone, paused: true });
  } catch (cause) {
    throw new DomainError('schedule.cron-malformed', `not a time table: ${text}`, { field: '/recurrence/cron' }, { cause });
  }
}
