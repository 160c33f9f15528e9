import { countText, timeText, updateReasonText, updateStepText, type UpdateStep, type Words } from '@app/appliance';
import type { Tone } from '@app/web';
import type { Rollout, RolloutDetails } from '../api/client';

type Event = RolloutDetails['events'][number];

const STATES: Readonly<Record<Rollout['state'], readonly [Tone, string]>> = {
  running: ['info', 'Under way'],
  halted: ['limited', 'Halted'],
  done: ['good', 'Everywhere'],
  cancelled: ['quiet', 'Ended early'],
  undone: ['quiet', 'Taken back'],
};
const UNDO_STATES: Readonly<Partial<typeof STATES>> = { done: ['good', 'All are back'] };

export const stateWords = ({ kind, state }: Rollout): readonly [Tone, string] =>
  (kind === 'undo' ? UNDO_STATES[state] : undefined) ?? STATES[state];

/** What boxes themselves say of an update stands with the words of stores. */
const REASONS: Readonly<Record<string, string>> = {
  'box.silent': 'It fell silent after it was told.',
  'order.malformed': 'The box could not read the order.',
  'order.not-before': 'That release did not run there before.',
  'order.not-possible': 'The box installs no releases.',
  'order.not-taken': 'It is heard, and did not begin within two hours.',
  'order.window-empty': 'The hours of the order were none.',
  'order.window-far': 'By the clock of the box the hours were too far off.',
  'order.window-over': 'By the clock of the box the hours were over.',
  'order.withdrawn': 'The order was taken back before it began.',
  'update.not-ended': 'It did not end.',
};
export const reasonWords = (code: string): string => REASONS[code] ?? updateReasonText(code).what;

/** The step a box is at; it may know one that is new here. */
export function stepWords(step: string | null): string {
  if (step === null) return 'Is told with its next heartbeat';
  if (step === 'ordered') return 'About to begin';
  const known: string | undefined = updateStepText(step as UpdateStep);
  return known ?? step;
}

/** What a rollout is doing, in one or two sentences. */
export function leadOf(rollout: RolloutDetails, words: Words): string {
  const { kind, state, ring, ringCount, rings } = rollout;
  const sum = (of: (one: RolloutDetails['rings'][number]) => number) => rings.reduce((total, one) => total + of(one), 0);
  const [boxes, good, ordered] = [sum(({ boxCount }) => boxCount), sum((one) => one.good + one.current), sum((one) => one.ordered)];
  const verb = kind === 'undo' ? 'are back' : 'run it';
  const reached = `${good} of ${countText(boxes, 'store', 'stores')} ${verb}`;
  if (state === 'halted') return haltWords(rollout.events, boxes - good - ordered, words);
  if (state !== 'running') return `${reached}. Last changed ${timeText(rollout.changedAt, words)}.`;
  const place = ringCount > 1 ? `Ring ${ring + 1} of ${ringCount}: ` : '';
  return `${place}${reached}, ${ordered} at it. ${hoursWords(rollout)}`;
}

function haltWords(events: readonly Event[], others: number, words: Words): string {
  const halt = events.find(({ kind }) => kind === 'halted');
  if (!halt) return '';
  const why = halt.who === 'headquarters' ? `${halt.failedCount} of the ${countText(halt.endedCount, 'store', 'stores')} that ended did not take it` : 'somebody asked for it';
  return `Halted ${timeText(halt.at, words)}: ${why}. ${countText(others, 'store stays', 'stores stay')} as before.`;
} // prettier-ignore

export const hoursWords = ({ window }: Pick<Rollout, 'window'>): string =>
  window ? `Between ${window.from} and ${window.to} by each store’s clock.` : 'At once, as soon as trade allows it.';

const EVENTS: Readonly<Record<Event['kind'], string>> = {
  started: 'Begun',
  widened: 'The next ring opened',
  halted: 'Halted',
  resumed: 'Gone on',
  cancelled: 'Ended early',
  undone: 'Taken back',
  finished: 'Done',
};
export const eventWords = ({ kind, ring }: Event): string => (kind === 'widened' ? `Ring ${ring + 1} opened` : EVENTS[kind]);
export const whoWords = (who: string): string => (who === 'headquarters' ? 'by itself' : `by the ${who}`);
