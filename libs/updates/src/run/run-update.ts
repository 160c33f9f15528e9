import { setTimeout as pause } from 'node:timers/promises';
import {
  hasEnded, mayBeCancelled, moveUpdate, resumeUpdate, type SlotFacts, type Update, type UpdateEvent, type UpdateReasonCode, type UpdateState, type UpdateStep,
} from '@app/appliance'; // prettier-ignore
import { DomainError, type Clock } from '@app/kernel';
import type { UpdateFolder } from './update-folder';
import type { UpdateOrderFile } from './update-order';

/** Does a step that may have been cut before, and says what became of it. */
export type StepWork = (update: Update) => Promise<UpdateEvent>;

export interface RunParts {
  readonly files: UpdateFolder;
  readonly steps: Readonly<Record<UpdateStep, StepWork>>;
  readonly slots: () => SlotFacts;
  /** Puts away what an ended update leaves. Done again after a cut: the order is known until it is done. */
  readonly tidyUp: (ended: Update) => Promise<void>;
  readonly clock: Clock;
  readonly log: (event: string, facts: object) => void;
}

const AGAIN_MS = 1_000;

/** What it means that a step threw something that says no reason of its own. */
const FAULT_OF: Readonly<Record<UpdateStep, UpdateReasonCode>> = {
  fetching: 'release.unreachable',
  verifying: 'release.damaged',
  rehearsing: 'rehearsal.failed',
  waiting: 'rehearsal.failed',
  saving: 'copy.failed',
  switching: 'switch.failed',
  proving: 'probe.failed',
  undoing: 'switch.failed',
};

/** Carries an update to its end, one step after the other, each on disk before it begins. Goes on where an earlier process was cut. */
export async function runUpdate(begun: Update, parts: RunParts): Promise<Update> {
  const { files, steps, slots, clock, log } = parts;
  let update = resumeUpdate(begun, slots(), clock.now());
  let noted: Update | undefined;
  for (;;) {
    // A step that waits, for a line that is down say, is not noted again and again.
    if (update !== noted) {
      files.save(update);
      log('update', { to: update.to, state: update.state, reason: update.reason });
      noted = update;
    }
    if (hasEnded(update.state)) return end(update, parts);
    const before = update.state;
    update = moveUpdate(update, await outcomeOf(steps[before], update, files), clock.now());
    if (update.state === before) await pause(AGAIN_MS);
  }
}

async function outcomeOf(work: StepWork, update: Update, files: UpdateFolder): Promise<UpdateEvent> {
  try {
    if (mayBeCancelled(update.state)) files.throwIfCancelled(update.updateId);
    return await work(update);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', reason: { code: codeOf(error, update.state), detail: detail.slice(0, 500) } };
  }
}

function codeOf(error: unknown, state: UpdateState): UpdateReasonCode {
  const own = error instanceof DomainError && /^(asked$|(release|metadata|clock|rehearsal|copy|switch|probe|trial)\.)/.test(error.code);
  if (own) return error.code as UpdateReasonCode;
  return isDiskFull(error) ? 'release.no-space' : FAULT_OF[state as UpdateStep];
}

const isDiskFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes((error as { code?: string }).code ?? '');

/** What cannot be put away is no reason to take no other order. */
async function end(update: Update, { files, tidyUp, log }: RunParts): Promise<Update> {
  noteEnd(update, files);
  await tidyUp(update).catch((error: Error) => log('update not tidied up', { message: error.message }));
  files.dropOrder();
  return update;
}

function noteEnd(update: Update, files: UpdateFolder): void {
  const isNoted = files.history().some(({ updateId }) => updateId === update.updateId);
  const took = (name: string): number | null => (files.fact(name) as number | undefined) ?? null;
  const { kind, orderedBy } = files.fact('order') as UpdateOrderFile;
  if (!isNoted) files.addToHistory({ ...update, kind, orderedBy, pauseMs: took('pause'), returnMs: took('return') });
}
