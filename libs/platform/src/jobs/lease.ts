import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a lease asks of a Redis connection. */
export interface LeaseStore {
  set(key: string, value: string, unit: 'PX', milliseconds: number, condition: 'NX'): Promise<'OK' | null>;
  eval(script: string, keyCount: 1, ...keyAndArguments: (string | number)[]): Promise<unknown>;
  info(section: string): Promise<string>;
}

export interface LeaseTerms {
  readonly key: string;
  /** How long nobody else begins after the holder was last heard. Whole seconds, at least two. */
  readonly leaseMs: number;
  /** Ends the work before that. */
  readonly signal: AbortSignal;
}

/** A lease that Redis forgot is renewed too: nobody else has begun. */
const RENEW = `
  local holder = redis.call('GET', KEYS[1])
  if holder and holder ~= ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1`;
const RELEASE = `
  if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
  return 1`;

/**
 * Does work that nobody else does meanwhile, anywhere. The holder renews its lease all the time; who can no longer prove that
 * it holds it is told to end, with a third of the lease left to do so before another may begin.
 * @returns false when somebody else is at it.
 */
export async function underLease(redis: LeaseStore, terms: LeaseTerms, work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
  const { key, leaseMs, signal } = terms;
  await outliveForgetting(redis, leaseMs, signal);
  const token = randomUUID();
  const takenAt = performance.now();
  if ((await redis.set(key, token, 'PX', leaseMs, 'NX')) !== 'OK') return false;
  const lost = new AbortController();
  const watch = keepProven({ renew: () => redis.eval(RENEW, 1, key, token, leaseMs), provenAt: takenAt, leaseMs, lost });
  try {
    await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(watch);
    await redis.eval(RELEASE, 1, key, token).catch(() => undefined);
  }
  return true;
}

/** A Redis that was started anew may not know who holds what: for the time of one lease nobody begins. */
async function outliveForgetting(redis: LeaseStore, leaseMs: number, signal: AbortSignal): Promise<void> {
  const [, seconds = '0'] = /^uptime_in_seconds:(\d+)/m.exec(await redis.info('server')) ?? [];
  const leftMs = leaseMs - Number(seconds) * 1_000;
  if (leftMs > 0) await sleep(leftMs, undefined, { signal });
}

interface Proof {
  readonly renew: () => Promise<unknown>;
  /** When the lease was last certain, by the clock of `performance`. */
  provenAt: number;
  readonly leaseMs: number;
  readonly lost: AbortController;
}

/** Redis may refuse, fail or be silent: what counts is when it last said yes, reckoned from before it was asked. */
function keepProven(proof: Proof): NodeJS.Timeout {
  const { renew, leaseMs, lost } = proof;
  return setInterval(() => {
    const askedAt = performance.now();
    if (askedAt - proof.provenAt > (leaseMs * 2) / 3) lost.abort();
    renew().then(
      (answer) => (answer === 1 ? void (proof.provenAt = Math.max(proof.provenAt, askedAt)) : lost.abort()),
      () => undefined,
    );
  }, leaseMs / 10);
}
