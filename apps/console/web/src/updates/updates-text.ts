import { durationText, listText, timeText, updateReasonText, UPDATE_STEPS, type UpdateStep, type Words } from '@app/appliance';
import type { Tone } from '@app/web';
import type { EndedUpdate, Updates, UpdateUnderWay } from '../api/client';

/** Of what was never here before, or goes back to what was. */
const ONLY_FOR_NEW: ReadonlySet<UpdateStep> = new Set(['fetching', 'rehearsing']);

/** The steps of this update, in their order. */
export function stepsOf({ kind, step }: UpdateUnderWay): UpdateStep[] {
  const steps = UPDATE_STEPS.filter((one) => kind === 'install' || !ONLY_FOR_NEW.has(one));
  return step === 'undoing' ? [...steps.filter((one) => one !== 'proving'), 'undoing'] : steps;
}

export const MODES: Readonly<Record<Updates['mode'], string>> = {
  slots: 'Releases lie beside each other on this box',
  platform: 'Whoever runs the container of this box swaps its image',
};

/** When the signed list of releases was seen, and how long it holds. */
export function offeredText({ hasSource, offered: { seenAt, validUntil, isBeingAsked, failure } }: Updates, words: Words): string {
  if (!hasSource) return 'No address of releases is set for this box (UPDATER_URL).';
  if (isBeingAsked) return 'Asking now.';
  if (seenAt === null) return 'Not asked yet.';
  if (failure || validUntil === null) return `The signed list of ${timeText(seenAt, words)} was the last that could be believed.`;
  const holds = validUntil > words.now ? 'holds until' : 'ended';
  return `Asked ${timeText(seenAt, words)}; the signed list ${holds} ${timeText(validUntil, words)}.`;
}

/** Why the last question about releases brought nothing; null when it brought what there is. */
export function offeredFault({ offered: { failure } }: Updates, words: Words): string | null {
  if (!failure) return null;
  const { what, next } = updateReasonText(failure.code);
  return `Asked ${timeText(failure.at, words)}: ${[what, next].join(' ')} Selling goes on with the version of now.`;
}

const OUTCOMES: Readonly<Record<EndedUpdate['outcome'], readonly [Tone, string]>> = {
  good: ['good', 'Installed'],
  undone: ['limited', 'Taken back'],
  refused: ['limited', 'Not installed'],
};

export function outcomeOf({ outcome, kind, reason }: EndedUpdate): readonly [Tone, string] {
  if (outcome === 'good' && kind === 'undo') return ['good', 'Went back'];
  if (outcome === 'refused' && reason?.code === 'asked') return ['quiet', 'Cancelled'];
  return OUTCOMES[outcome];
}

/** How long registers had no answer. */
export function pauseText({ pauseMs, returnMs }: EndedUpdate): string | null {
  const parts = [pauseMs === null ? [] : secondsText(pauseMs), returnMs === null ? [] : `back after ${secondsText(returnMs)}`].flat();
  return parts.length === 0 ? null : parts.join(', ');
}

const secondsText = (ms: number): string => (ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : durationText(ms));

/** What an update stops, and for how long: as long as the last one did. */
export function stopText({ history }: Updates, registerNames: readonly string[] = []): string {
  const last = history.find(({ pauseMs }) => pauseMs !== null)?.pauseMs ?? USUAL_STOP_MS;
  const takes = durationText(Math.ceil(last / 1_000) * 1_000);
  const who = registerNames.length === 0 ? 'Registers' : listText(registerNames);
  return `${who} cannot sell for about ${takes} when the box changes over.`;
}

const USUAL_STOP_MS = 6_000;

/** When it was asked for, and for when. */
export function windowText({ window: { opensAt, closesAt, deadlineAt } }: UpdateUnderWay, words: Words): string {
  const parts = [
    ...(opensAt === null ? [] : [`not before ${timeText(opensAt, words)}`]),
    ...(closesAt === null ? [] : [`not after ${timeText(closesAt, words)}`]),
    ...(deadlineAt === null ? [] : [`without waiting any more from ${timeText(deadlineAt, words)}`]),
  ];
  return parts.length === 0 ? 'As soon as trade allows it' : parts.join(', ').replace(/^./, (first) => first.toUpperCase());
}
