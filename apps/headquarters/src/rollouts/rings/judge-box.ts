import type { Instant } from '@app/kernel';
import type { UpdateReport } from '@app/protocol';

/**
 * `planned`: no order yet. `ordered`: until its end is known. `good`: proven. `current`: ran the version before. `failed`: undone, refused or
 * silent. `accepted`: failed, and somebody went on all the same.
 */
export const MEMBER_STATES = ['planned', 'ordered', 'good', 'current', 'failed', 'accepted'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

/** A box that has an order, as headquarters knows it. */
export interface OrderedBox {
  readonly orderId: string;
  readonly orderedAt: Instant;
  /** When the order was first in an answer to it; null while it has not beaten since. */
  readonly toldAt: Instant | null;
  readonly closesAt: Instant | null;
  readonly tries: number;
  readonly heardAt: Instant | null;
}

export type Verdict =
  | { readonly kind: 'under-way' }
  | { readonly kind: 'good' | 'current' }
  /** It did nothing, and is asked again. */
  | { readonly kind: 'again'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

const MINUTE_MS = 60_000;
const SILENT_AFTER_MS = 10 * MINUTE_MS;
/** An order that it was told of, and of which its beats say nothing: it does one update at a time, and may be at another. */
const NOT_TAKEN_AFTER_MS = 2 * 60 * MINUTE_MS;
/** After its window, or after the order where there is none: proving and going back are long over. */
const LATEST_END_MS = 4 * 60 * MINUTE_MS;
const LONGEST_UPDATE_MS = 24 * 60 * MINUTE_MS;
const MOST_TRIES = 3;

/**
 * Refusals that say something of the box or the line, and nothing yet of the release: one full disk stops no chain, nor does one box whose
 * power fails at every switch.
 */
const NOT_THE_RELEASE = [
  'window.missed', 'order.withdrawn', 'release.no-space', 'copy.failed', 'metadata.expired', 'release.unreachable', 'clock.wrong', 'switch.cut',
]; // prettier-ignore

/** What a box says about its order. */
export function judgeReport({ orderId, tries }: Pick<OrderedBox, 'orderId' | 'tries'>, report: UpdateReport): Verdict {
  if (report.orderId !== orderId) return { kind: 'under-way' };
  const code = report.reason?.code ?? report.state;
  if (report.state === 'good') return { kind: 'good' };
  if (report.state === 'undone') return { kind: 'failed', reason: code };
  if (report.state !== 'refused') return { kind: 'under-way' };
  if (code === 'order.already-running') return { kind: 'current' };
  return NOT_THE_RELEASE.includes(code) && tries < MOST_TRIES ? { kind: 'again', reason: code } : { kind: 'failed', reason: code };
}

/** What it means that a box says nothing. Who was never told of its order has lost nothing. */
export function judgeSilence(box: OrderedBox, isTaken: boolean, now: Instant): Verdict {
  const { toldAt, orderedAt, closesAt, heardAt } = box;
  const isSilent = now - Math.max(heardAt ?? 0, toldAt ?? orderedAt) > SILENT_AFTER_MS;
  if (toldAt === null) return isSilent ? { kind: 'again', reason: 'box.silent' } : { kind: 'under-way' };
  if (isSilent) return { kind: 'failed', reason: 'box.silent' };
  if (!isTaken && now - toldAt > NOT_TAKEN_AFTER_MS) return { kind: 'failed', reason: 'order.not-taken' };
  const latest = closesAt === null ? orderedAt + LONGEST_UPDATE_MS : closesAt + LATEST_END_MS;
  return now > latest ? { kind: 'failed', reason: 'update.not-ended' } : { kind: 'under-way' };
}
