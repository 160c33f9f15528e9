import { countText, durationText, timeText, type Words } from '@app/appliance';
import type { BackupsState } from '../api/client';

const FAILURES: Readonly<Record<string, string>> = {
  'backup.target-missing': 'The folder for copies is not there. A stick may be pulled out, or a share not mounted.',
  'backup.target-full': 'The folder for copies is full.',
  'backup.target-refused': 'Nothing can be written to the folder for copies.',
  'backup.no-room': 'The disk of this box has no room to make a copy.',
  'backup.damaged': 'The copy cannot be opened: it was changed, or is not whole. Make a new one.',
  'backup.other-code': 'The copy belongs to another recovery code.',
};

const DOING = { copy: 'A copy is being made', drill: 'A copy is being brought back and checked', restore: 'A copy is being opened' };

/** How things stand with the copies, in sentences; what is wrong first. */
export function backupSentences(state: BackupsState, words: Words): string[] {
  const { current, failed, isOnSameDisk } = state;
  return [
    ...(current ? [`${DOING[current.activity]}, since ${timeText(current.since, words)}. Selling goes on.`] : []),
    ...(failed ? [`${FAILURES[failed.code] ?? failed.message} Tried at ${timeText(failed.at, words)}.`] : []),
    lastCopyText(state, words),
    drillText(state, words),
    ...(isOnSameDisk ? ['The copies lie on the disk they protect. Name a folder on another disk with UNIT_BACKUP_DIR.'] : []),
  ];
}

function lastCopyText({ lastCopy, madeAt }: BackupsState, words: Words): string {
  if (!lastCopy) return `No copy yet. The first is made at ${madeAt}.`;
  return `Copied ${timeText(lastCopy.at, words)}, encrypted and read back. The next is made at ${madeAt}.`;
}

function drillText({ lastDrill }: BackupsState, words: Words): string {
  if (!lastDrill) return 'No copy was brought back for a check yet. The box does it once a week.';
  if (lastDrill.faults.length > 0) return `The check of ${timeText(lastDrill.at, words)} failed: ${lastDrill.faults[0] ?? ''}`;
  const took = lastDrill.totalMs < 1_000 ? 'under a second' : durationText(lastDrill.totalMs);
  return `Proven ${timeText(lastDrill.at, words)}: ${countText(lastDrill.sales, 'sale')} brought back in ${took}, equal to the store.`;
}
