import { findAttempt, findCart, unansweredCalls, type RealTimeCall, type TenderAttempt } from '@app/channel-db';
import type { Database, Reader } from '@app/database';
import type { Clock } from '@app/kernel';
import type { Job } from '@app/platform';
import type { Accounts } from './accounts';

export interface UnansweredParts {
  readonly store: Database;
  readonly clock: Clock;
  /** On a line of its own: nobody at a register waits for these, and they must not open the breaker of those who do. */
  readonly accounts: Pick<Accounts, 'again' | 'release'>;
}

const MINUTE_MS = 60_000;
/** A younger call may still be waiting for its answer. */
const GRACE_MS = 2 * MINUTE_MS;
const AT_ONCE = 100;

/**
 * Calls whose answer was lost, or that a crash left without one. What a sale still needs is asked again under its id; anything else
 * is let go, so that no customer's money stays held for a cart that ended.
 */
export class UnansweredCalls {
  constructor(private readonly parts: UnansweredParts) {}

  get job(): Job {
    return { name: 'real-time.unanswered', everyMs: MINUTE_MS, runsAtStart: true, run: (signal) => this.round(signal) };
  }

  async round(signal: AbortSignal): Promise<void> {
    const { store, clock } = this.parts;
    for (const call of await unansweredCalls(store.reader, AT_ONCE)) {
      if (signal.aborted) return;
      if (clock.now() - call.startedAt >= GRACE_MS) await this.settle(call);
    }
  }

  private async settle(call: RealTimeCall): Promise<void> {
    const isWanted = await isStillWanted(this.parts.store.reader, call);
    if (!isWanted && (await this.letGo(call))) return;
    await this.parts.accounts.again(call.operation, call.input);
  }

  /** False when headquarters says that a sale used it after all: then the first answer is asked for. */
  private async letGo({ operationId }: RealTimeCall): Promise<boolean> {
    const released = await this.parts.accounts.release(operationId);
    return released.kind === 'unavailable' || released.output.outcome === 'released';
  }
}

/** The payment is open or counts, and its cart may become a sale or is one. */
async function isStillWanted(reader: Reader, { operationId, cartId }: RealTimeCall): Promise<boolean> {
  const attempt = await findAttempt(reader, operationId);
  if (!attempt || hasEnded(attempt)) return false;
  const cart = cartId === null ? undefined : await findCart(reader, cartId);
  return cart === undefined || cart.status !== 'voided';
}

const hasEnded = ({ state }: TenderAttempt): boolean => state === 'declined' || state === 'reversed';
