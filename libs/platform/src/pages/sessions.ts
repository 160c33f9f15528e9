import type { Clock, Instant } from '@app/kernel';
import { hashToken, newToken } from '../secrets/tokens';

const MINUTE_MS = 60_000;
const IDLE_MS = 15 * MINUTE_MS;
const LONGEST_MS = 12 * 60 * MINUTE_MS;
const MOST_SESSIONS = 50;

export interface Session<Who> {
  readonly who: Who;
  readonly startedAt: Instant;
  lastUsedAt: Instant;
}

/** Sessions by the hash of their token, in memory: a restart asks for the secret again. */
export class Sessions<Who> {
  private readonly byHash = new Map<string, Session<Who>>();

  constructor(private readonly clock: Clock) {}

  begin(who: Who): string {
    const { token, hash } = newToken();
    const now = this.clock.now();
    this.byHash.set(hash, { who, startedAt: now, lastUsedAt: now });
    const oldest = this.byHash.keys().next().value;
    if (this.byHash.size > MOST_SESSIONS && oldest !== undefined) this.byHash.delete(oldest);
    return token;
  }

  /**
   * The live session of a token; undefined when there is none, or it is over. A person's request keeps it alive; what
   * the page asks by itself must not (`keepAlive: false`).
   */
  find(token: string, { keepAlive }: { keepAlive: boolean }): Session<Who> | undefined {
    const hash = hashToken(token);
    const session = this.byHash.get(hash);
    if (!session) return undefined;
    if (this.clock.now() > endOf(session)) {
      this.byHash.delete(hash);
      return undefined;
    }
    if (keepAlive) session.lastUsedAt = this.clock.now();
    return session;
  }

  end(token: string): void {
    this.byHash.delete(hashToken(token));
  }
}

/** When a session ends if nobody does anything. */
export const endOf = ({ startedAt, lastUsedAt }: Pick<Session<unknown>, 'startedAt' | 'lastUsedAt'>): Instant =>
  Math.min(lastUsedAt + IDLE_MS, startedAt + LONGEST_MS);
