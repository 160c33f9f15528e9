import type { Instant } from '@app/kernel';
import type { OrderedUpdate } from '@app/protocol';

/** What the box knows when headquarters orders something. */
export interface OrderFacts {
  readonly now: Instant;
  readonly running: string;
  /** What an undo would go back to; undefined where there is nothing. */
  readonly previous: string | undefined;
  /** It changes its release itself, and knows where releases are published. */
  readonly isPossible: boolean;
}

export interface Refusal {
  readonly code: `order.${string}`;
  readonly detail: string;
}

/** Farther ahead is no window but a mistake, or somebody who wants updates to stand still. */
const FARTHEST_MS = 31 * 86_400_000;

/** Why an order of headquarters is not taken; undefined when it is. Who orders is not believed to be right, only to be asked. */
export function refusalOf({ version, kind, window }: OrderedUpdate, facts: OrderFacts): Refusal | undefined {
  const { now, running, previous, isPossible } = facts;
  const { opensAt, closesAt, deadlineAt } = window;
  if (version === running) return { code: 'order.already-running', detail: `${version} runs now` };
  if (!isPossible) return { code: 'order.not-possible', detail: 'this box installs no releases' };
  if (kind === 'undo' && version !== previous) return { code: 'order.not-before', detail: `${version} did not run before` };
  if (opensAt !== null && closesAt !== null && closesAt <= opensAt) return { code: 'order.window-empty', detail: 'it closes before it opens' };
  if (closesAt !== null && closesAt <= now) return { code: 'order.window-over', detail: `over since ${textOf(closesAt)}` };
  const last = Math.max(opensAt ?? 0, closesAt ?? 0, deadlineAt ?? 0);
  return last > now + FARTHEST_MS ? { code: 'order.window-far', detail: `as far as ${textOf(last)}` } : undefined;
} // prettier-ignore

const LATEST = 8_640_000_000_000_000;
const textOf = (at: Instant): string => new Date(Math.min(at, LATEST)).toISOString();
