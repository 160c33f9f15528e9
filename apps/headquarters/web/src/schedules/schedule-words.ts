import type { Tone } from '@app/web';
import type { Run, Schedule } from '../api/client';
import type { Names } from '../api/use-names';

/** When it runs, in words. */
export function recurrenceWords({ recurrence, isActive }: Schedule): string {
  if (!isActive) return 'stopped';
  if (recurrence.kind === 'manual') return 'by hand';
  return recurrence.kind === 'cron' ? `at ${recurrence.cron}` : 'as soon as something changes';
}

export const jobWords = ({ jobs }: Schedule, names: Names): string => jobs.map(names.nameOfJob).join(', ');
export const groupWords = ({ dataGroupIds }: Schedule): string => dataGroupIds?.join(', ') ?? 'every group';

const CAUSES: Readonly<Record<Run['cause'], string>> = { manual: 'by hand', cron: 'at its time', change: 'something changed' };
export const causeWords = (cause: Run['cause']): string => CAUSES[cause];

const RUN_STATES: Readonly<Record<Run['state'], readonly [Tone, string]>> = {
  running: ['info', 'Runs'],
  done: ['good', 'Done'],
  failed: ['bad', 'Failed'],
};
export const runWords = (state: Run['state']): readonly [Tone, string] => RUN_STATES[state];
