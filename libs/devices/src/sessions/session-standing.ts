import type { CallingSession } from '@app/channel-db';
import type { Instant } from '@app/kernel';

export interface SessionRules {
  /** Without a request for so long, the register locks. */
  readonly idleMs: number;
  /** So long after log-on the worker logs on anew. */
  readonly absoluteMs: number;
}

/** `locked`: the same worker's PIN unlocks it. `ended`: a new log-on is needed. Neither touches the cart. */
export type SessionStanding = 'active' | 'locked' | 'ended';

export function standingOf(session: CallingSession, { idleMs, absoluteMs }: SessionRules, now: Instant): SessionStanding {
  if (session.state === 'ended' || now - session.beganAt > absoluteMs) return 'ended';
  if (session.state === 'locked' || now - session.lastUsedAt > idleMs) return 'locked';
  return 'active';
}
