import { waitSeconds, type Problem } from '@app/web';

const SENTENCES: Readonly<Record<string, string>> = {
  'server.unreachable': 'The console does not answer. It may be starting again.',
  'auth.wrong-password': 'Name or password is wrong.',
  'auth.wrong-emergency-code': 'That is not the emergency code of now.',
  'auth.not-permitted': 'Only an admin can do this.',
  'second-factor.wrong-code': 'That is not the code of now. Wait for the next one; the clock of the phone must be right.',
  'user.name-taken': 'Somebody has this name already.',
  'user.last-admin': 'Somebody has to stay an admin of this box. Make another one first.',
  'user.of-headquarters': 'Headquarters gave this password. Ask there for another one.',
  'user.unknown': 'This user was removed.',
  'auth.expired': 'The session is over. Log on again.',
  'auth.required': 'The session is over. Log on again.',
  'first-run.wrong-code': 'That is not the code this box showed last.',
  'first-run.done': 'This box has an admin already. Log on.',
  'scale-unit.unreachable': 'The scale unit does not answer. Try again when it is back.',
  'launcher.unreachable': 'The console cannot reach the launcher. Restart the box.',
  'fixup.payment-open': 'A payment has begun since. Look at the cost again.',
  'update.none': 'There is nothing to do this with any more.',
  'update.under-way': 'Another update is ordered or under way already.',
  'update.too-late': 'The box changes over now. Wait until it has, then go back if you want to.',
  'update.no-source': 'No address of releases is set for this box (UPDATER_URL).',
  'update.by-platform': 'Whoever runs the container of this box changes its version.',
  'update.runs-already': 'This version runs already.',
  'update.window-over': 'This time is over already. Choose a later one.',
  'support-bundle.not-collected': 'What was collected is gone after an hour. Collect it again.',
  'launcher.refused': 'The launcher does not know the scale unit.',
};

/** What the scale unit, or headquarters through it, refused: by its own code. */
const REFUSALS: Readonly<Record<string, string>> = {
  'headquarters.unreachable': 'Headquarters does not answer. Check the line of the store.',
  'headquarters.not-pinned': 'What answers there is not your headquarters. Check the code.',
  'headquarters.not-understood': 'Headquarters runs another release than this box. Ask headquarters.',
  'enrolment.code-unknown': 'Headquarters does not know this code. It may be mistyped.',
  'enrolment.code-used': 'This code was used already. Ask headquarters for a new one.',
  'enrolment.other-serial': 'This code is for another machine.',
  'enrolment.box-exists': 'This store has a box already. Ask headquarters for a code that replaces it.',
  'enrolment.instance-known': 'This box was enrolled before. Its data folder must be emptied first.',
  'backup.busy': 'A copy is being worked on already.',
  'enrolment.code-expired': 'This code is too old. Ask headquarters for a new one.',
};

/** A refusal as a sentence for the person at the screen. */
export function sayProblem(problem: Problem): string {
  const { code, detail, parameters, correlationId } = problem;
  if (code === 'auth.try-later') return `Too many wrong tries. Try again in ${waitSeconds(problem)} s.`;
  if (code === 'scale-unit.refused') {
    const { reason, details } = (parameters ?? {}) as { reason?: string; details?: { reason?: string } };
    return REFUSALS[details?.reason ?? ''] ?? REFUSALS[reason ?? ''] ?? detail ?? 'The scale unit refused.';
  }
  if (code === 'internal.unexpected') return `Something broke in the console. The log has it under ${correlationId}.`;
  return SENTENCES[code] ?? detail ?? 'That did not work.';
}
