import { waitSeconds, type Problem } from '@app/web';

const SENTENCES: Readonly<Record<string, string>> = {
  'server.unreachable': 'Headquarters does not answer. It may be starting again.',
  'auth.invalid': 'That is not the token of this headquarters.',
  'auth.expired': 'The session is over. Log on again.',
  'auth.required': 'The session is over. Log on again.',
  'auth.foreign-origin': 'The address in the browser is not the one headquarters is asked under.',
  'session.wrong-state': 'The session has moved on meanwhile. The list shows how it stands now.',
  'session.replaced': 'A newer package took its place. Send all rows of the job again instead.',
  'session.unknown': 'This session is no longer kept.',
  'schedule.nothing-to-run': 'This schedule only waits for what stores send up. There is nothing to run.',
  'package.unknown': 'This package is no longer kept.',
  'blob.unknown': 'These rows are no longer kept. They are built again when a store needs them.',
};

/** A refusal as a sentence for the person at the screen. */
export function sayProblem(problem: Problem): string {
  const { code, detail, correlationId } = problem;
  if (code === 'auth.try-later') return `Too many wrong tries. Try again in ${waitSeconds(problem)} s.`;
  if (code === 'internal.unexpected') return `Something broke at headquarters. The log has it under ${correlationId}.`;
  return SENTENCES[code] ?? detail ?? 'That did not work.';
}
