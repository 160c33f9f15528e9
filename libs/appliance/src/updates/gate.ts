import type { Instant } from '@app/kernel';

/** What trade and the box say at one moment. What waits for headquarters is no reason to wait: it stays where it is. */
export interface GateFacts {
  readonly now: Instant;
  /** Card payments that have begun and whose end is not known. */
  readonly openPayments: number;
  /** Registers that are counting their drawer. */
  readonly countingRegisters: readonly string[];
  /** When registers were told that the box stops for a moment; null while they were not. */
  readonly registersToldAt: Instant | null;
  readonly freeBytes: number;
  readonly neededBytes: number;
  readonly window: UpdateWindow;
}

export interface UpdateWindow {
  /** From when on it may begin; null for at once. */
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  /** From then on it does not wait for the window any more, nor for registers to be told. */
  readonly deadlineAt: Instant | null;
}

/** Why not now. */
export type GateReason =
  | { readonly code: 'payment-open'; readonly count: number }
  | { readonly code: 'drawer-counted'; readonly registerNames: readonly string[] }
  | { readonly code: 'registers-not-told'; readonly until: Instant | null }
  | { readonly code: 'before-window'; readonly opensAt: Instant }
  | { readonly code: 'after-window'; readonly closedAt: Instant }
  | { readonly code: 'no-space'; readonly freeBytes: number; readonly neededBytes: number };

/** How long before the stop registers hear of it. */
export const NOTICE_MS = 10_000;

/** Empty when it may begin. A deadline ends the waiting for a good moment, never for money or space. */
export function whyNotNow(facts: GateFacts): GateReason[] {
  const isUrgent = facts.window.deadlineAt !== null && facts.now >= facts.window.deadlineAt;
  return [...paymentsOf(facts), ...countsOf(facts), ...spaceOf(facts), ...(isUrgent ? [] : momentOf(facts))];
}

function paymentsOf({ openPayments }: GateFacts): GateReason[] {
  return openPayments > 0 ? [{ code: 'payment-open', count: openPayments }] : [];
}

function countsOf({ countingRegisters }: GateFacts): GateReason[] {
  return countingRegisters.length > 0 ? [{ code: 'drawer-counted', registerNames: countingRegisters }] : [];
}

function spaceOf({ freeBytes, neededBytes }: GateFacts): GateReason[] {
  return freeBytes < neededBytes ? [{ code: 'no-space', freeBytes, neededBytes }] : [];
}

function momentOf({ now, window: { opensAt, closesAt }, registersToldAt }: GateFacts): GateReason[] {
  if (opensAt !== null && now < opensAt) return [{ code: 'before-window', opensAt }];
  if (closesAt !== null && now >= closesAt) return [{ code: 'after-window', closedAt: closesAt }];
  if (registersToldAt === null) return [{ code: 'registers-not-told', until: null }];
  const until = registersToldAt + NOTICE_MS;
  return now < until ? [{ code: 'registers-not-told', until }] : [];
}
