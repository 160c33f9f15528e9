import { statfs, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { NOTICE_MS, whyNotNow, type GateFacts, type GateReason } from '@app/appliance';
import type { Instant } from '@app/kernel';
import type { StepWork } from '@app/updates';
import { z } from 'zod';
import type { UpdateParts } from './update-parts';

const ASK_AGAIN_MS = 1_000;
/** Time for the switch itself, beyond the proving. */
const SWITCH_MS = 120_000;
const LONGEST_WORK_MS = 12 * 3_600_000;

const status = z.object({
  cards: z.object({ unclear: z.array(z.unknown()) }),
  selling: z.object({ registers: z.array(z.looseObject({ name: z.string(), isCounting: z.boolean().optional() })) }),
});

/** Waits for a moment at which trade allows a stop. What waits for headquarters is no obstacle. */
export function gateStep(parts: UpdateParts): StepWork {
  return async ({ updateId }) => {
    let toldAt: Instant | null = null;
    for (;;) {
      parts.files.throwIfCancelled(updateId);
      const whyNot = await reasons(parts, toldAt);
      if (whyNot.length === 0) return { kind: 'done' };
      if (isMissed(parts, whyNot))
        return { kind: 'failed', reason: { code: 'window.missed', detail: 'its window closed before trade allowed it' } };
      parts.files.tell({ state: 'waiting', text: whyNot.map(({ code }) => code).join(', '), whyNot });
      // Registers are told when nothing else is in the way.
      const isLast = whyNot.length === 1 && whyNot[0]?.code === 'registers-not-told';
      if (isLast && toldAt === null) toldAt = await announce(parts);
      await pause(ASK_AGAIN_MS);
    }
  };
}

/** Nothing is left to wait for: whoever ordered it chooses another window. */
function isMissed({ order }: UpdateParts, whyNot: readonly GateReason[]): boolean {
  return order.window.deadlineAt === null && whyNot.some(({ code }) => code === 'after-window');
}

/** Whether a payment has begun since: asked once more right before the stop. */
export async function mayStopNow(parts: UpdateParts): Promise<boolean> {
  return (await reasons(parts, 0)).length === 0;
}

async function reasons(parts: UpdateParts, registersToldAt: Instant | null): Promise<GateReason[]> {
  const told = await parts.probe.ask('/status').catch(() => undefined);
  // A scale unit that does not answer takes no payment, and none is known to have ended.
  if (told === undefined) return [{ code: 'payment-open', count: 0 }];
  const { cards, selling } = status.parse(told);
  const facts: GateFacts = {
    now: Date.now(),
    openPayments: cards.unclear.length,
    countingRegisters: selling.registers.filter(({ isCounting }) => isCounting === true).map(({ name }) => name),
    registersToldAt,
    ...(await space(parts)),
    window: parts.order.window,
  };
  return whyNotNow(facts);
}

/** Registers, headquarters and monitoring hear it as planned work, and expect what comes. Null when the box did not take it: asked again. */
async function announce({ probe, settings }: UpdateParts): Promise<Instant | null> {
  const now = Date.now();
  const endsAt = now + Math.min(NOTICE_MS + settings.goodAfterSeconds * 1_000 + SWITCH_MS, LONGEST_WORK_MS);
  const told = probe.ask('/planned-work', { startsAt: now + NOTICE_MS, endsAt });
  return told.then(() => now).catch(() => null);
}

/** What was announced is over. False where nobody answers: its time ends it. */
export async function endPlannedWork({ probe }: UpdateParts): Promise<boolean> {
  const told = probe.ask('/planned-work/end', {});
  return told.then(() => true).catch(() => false);
}

/** Room for a copy of the store, and the same again to go on writing. */
async function space({ settings }: UpdateParts): Promise<Pick<GateFacts, 'freeBytes' | 'neededBytes'>> {
  const { bavail, bsize } = await statfs(settings.dataDir);
  const store = await stat(join(settings.dataDir, 'scale-unit', 'store.db')).catch(() => ({ size: 0 }));
  return { freeBytes: bavail * bsize, neededBytes: store.size * 2 };
}
