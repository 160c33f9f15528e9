import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random';

/** The appliance gave no answer for as long as the register was ready to wait: nobody knows what became of the request. */
export class NoAnswer extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(`no answer: ${what}`, options);
    this.name = 'NoAnswer';
  }
}

export interface Patience {
  /** How long a register goes on asking. */
  readonly forMs: number;
  /** How long it waits for one answer; a card payment takes as long as the customer does. */
  readonly answerMs: number;
}

/** What a register met on its line. */
export interface LineCounters {
  retries: number;
  /** Longest time from one answer to the next, as long as nobody sets it back. */
  longestGapMs: number;
  /** When the last answer came; undefined before the first. */
  answeredAt?: number;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** Not now: the same request may succeed later. */
const LATER = new Set([429, 502, 503, 504]);

/**
 * Asks as a real register would: the same request again, to the byte and with the same `Idempotency-Key`, after a pause
 * that grows, until there is an answer. `counters` are for the report.
 */
export function patientFetch(patience: Patience, random: Random, counters: LineCounters): (request: Request) => Promise<Response> {
  return async (request) => {
    const began = performance.now();
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const outcome = await once(request, patience.answerMs);
      if (outcome instanceof Response && !isTryLater(outcome)) {
        noteAnswer(counters, performance.now());
        return outcome;
      }
      if (performance.now() - began > patience.forMs) {
        if (outcome instanceof Response) return outcome;
        throw new NoAnswer(`${request.method} ${request.url}`, { cause: outcome });
      }
      counters.retries += 1;
      await sleep(pause * (0.5 + random.next() / 2));
    }
  };
}

function noteAnswer(counters: LineCounters, now: number): void {
  counters.longestGapMs = Math.max(counters.longestGapMs, now - (counters.answeredAt ?? now));
  counters.answeredAt = now;
}

async function once(request: Request, answerMs: number): Promise<unknown> {
  try {
    const response = await fetch(request.clone(), { signal: AbortSignal.timeout(answerMs) });
    // An answer counts only once its last byte is here.
    return new Response(await response.arrayBuffer(), { status: response.status, headers: response.headers });
  } catch (error) {
    return error;
  }
}

/** 409 with Retry-After: the first of these requests is still being worked on. */
function isTryLater(response: Response): boolean {
  return LATER.has(response.status) || (response.status === 409 && response.headers.has('retry-after'));
}
