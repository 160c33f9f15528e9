/** UTC milliseconds since 1970. */
export type Instant = number;

/** Where the time comes from. Injected, so that tests set it and nothing reads the operating system's zone. */
export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => Date.now() };

/**
 * A clock that runs at real speed but is set to another moment: business time for dated data
 * (price validity, business date). Tokens, TLS, signatures, ids and the journal use the real clock.
 */
export function offsetClock(base: Clock, offsetMs: number): Clock {
  return { now: () => base.now() + offsetMs };
}
