import type { UpdateUnderWay } from '../facts/update-facts';
import type { GateReason } from '../updates/gate';
import type { UpdateReasonCode, UpdateStep } from '../updates/update';
import { bytesText, countText, listText, timeText, type Words } from './words';

const STEPS: Readonly<Record<UpdateStep, string>> = {
  fetching: 'Bring the release',
  verifying: 'Check every byte of it',
  rehearsing: 'Sell with old and new on a copy of the store',
  waiting: 'Wait for a quiet moment',
  saving: 'Copy the store',
  switching: 'Change over',
  proving: 'Prove itself in the store',
  undoing: 'Go back to the release before',
};

export const updateStepText = (step: UpdateStep): string => STEPS[step];

type GateTexts = { readonly [Code in GateReason['code']]: (reason: Extract<GateReason, { readonly code: Code }>, words: Words) => string };

const WHY_NOT: GateTexts = {
  'payment-open': ({ count }) =>
    count === 0
      ? 'The scale unit does not answer, so nobody knows whether a payment is under way.'
      : `${countText(count, 'card payment has', 'card payments have')} begun and not ended.`,
  'drawer-counted': ({ registerNames }) => `The drawer is being counted at ${listText(registerNames)}.`,
  'registers-not-told': ({ until }, words) =>
    until === null ? 'Registers are told before, when nothing else is in the way.' : `Registers have been told; it begins at ${timeText(until, words)}.`,
  'before-window': ({ opensAt }, words) => `It was ordered for later: it begins at ${timeText(opensAt, words)}.`,
  'after-window': ({ closedAt }, words) => `Its time ended at ${timeText(closedAt, words)}.`,
  'no-space': ({ freeBytes, neededBytes }) =>
    `A copy of the store needs ${bytesText(neededBytes)} on the disk, and ${bytesText(freeBytes)} are free.`,
}; // prettier-ignore

/** Why an update does not begin now. */
export function whyNotText(reason: GateReason, words: Words): string {
  return (WHY_NOT[reason.code] as (reason: GateReason, words: Words) => string)(reason, words);
}

/** What happened, and what a person can do. */
export interface UpdateReasonText {
  readonly what: string;
  readonly next: string;
}

const ASK_WHO_MADE_IT = 'Send the details to who made the release.';
const ORDER_AGAIN = 'Order it again.';

const REASONS: Readonly<Record<UpdateReasonCode, UpdateReasonText>> = {
  'release.not-genuine': {
    what: 'It is not signed by who makes releases for this store, or was changed on its way.',
    next: 'Do not try again before you have asked who publishes releases.',
  },
  'metadata.expired': {
    what: 'The signed list of releases is older than it may be.',
    next: 'Ask who publishes releases to renew it. If the clock of this box is wrong, set that right first.',
  },
  'release.unreachable': {
    what: 'The server of releases does not answer.',
    next: 'Check the line of the store. The box tries again by itself.',
  },
  'clock.wrong': {
    what: 'The clock of this box is wrong, so nobody can tell whether the list of releases still holds.',
    next: 'Set the clock right. The box goes on by itself.',
  },
  'release.no-space': { what: 'The disk has no room for it.', next: 'Make room on the disk, then order it again.' },
  'release.too-old': { what: 'It is too old for the data of the store.', next: 'Order a newer version.' },
  'release.damaged': { what: 'It did not arrive whole.', next: ORDER_AGAIN },
  'rehearsal.failed': { what: 'It did not work on a copy of the store.', next: ASK_WHO_MADE_IT },
  'rehearsal.differs': { what: 'It would charge or print something else than now.', next: ASK_WHO_MADE_IT },
  'window.missed': { what: 'Its time ended before the store was quiet.', next: 'Order it again for another time.' },
  'copy.failed': { what: 'The store could not be copied before.', next: 'Look at the disk, then order it again.' },
  'switch.cut': { what: 'The box went down each time before it could change over.', next: 'Look why it goes down, then order it again.' },
  'switch.failed': { what: 'Registers got no answer from it.', next: ASK_WHO_MADE_IT },
  'probe.failed': { what: 'It worked worse than the release before.', next: ASK_WHO_MADE_IT },
  'trial.crashed': { what: 'It stopped again and again.', next: ASK_WHO_MADE_IT },
  'trial.expired': { what: 'It did not prove itself in time.', next: ASK_WHO_MADE_IT },
  asked: { what: 'Somebody cancelled it.', next: '' },
};

const UNKNOWN: UpdateReasonText = { what: 'It was not kept.', next: 'Details say why.' };

/** Codes come from the release that judged, which may know more of them than this one. */
export const updateReasonText = (code: string): UpdateReasonText => (REASONS as Partial<Record<string, UpdateReasonText>>)[code] ?? UNKNOWN;

/** How far an update is, in a sentence, and what it means for the store. */
export function underWayText(update: UpdateUnderWay, words: Words): { readonly cause: string; readonly effect: string } {
  const { version, kind, step, endsAt, from } = update;
  const name = kind === 'undo' ? `The way back to version ${version}` : `Version ${version}`;
  if (step === 'switching') return { cause: `The box changes over to version ${version}.`, effect: 'Registers wait for a few seconds.' };
  if (step === 'undoing') return { cause: `The box goes back to version ${from}.`, effect: 'What was sold stays.' };
  if (step === 'proving') {
    const until = endsAt === null ? '' : ` until ${timeText(endsAt, words)}`;
    return { cause: `Version ${version} runs and proves itself${until}.`, effect: 'If it is worse, the box goes back by itself.' };
  }
  if (step === 'waiting') return { cause: `${name} is ready and waits for a quiet moment.`, effect: 'Selling goes on.' };
  return { cause: `${name} is ${step === null ? 'ordered' : 'being prepared'}${fetchedText(update)}.`, effect: 'Selling goes on.' };
}

function fetchedText({ step, bytes }: UpdateUnderWay): string {
  return step === 'fetching' && bytes ? `: ${bytesText(bytes.done)} of ${bytesText(bytes.total)} are here` : '';
}
