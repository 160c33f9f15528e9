import { findCallingPair, type CallingPair } from '@app/channel-db';
import type { Database } from '@app/database';
import { hashToken } from '@app/platform';

/** Pairs remembered: more than registers of a store with a shift change in between. */
const MOST_PAIRS = 256;

/**
 * Devices and sessions by the tokens that requests bring. A pair is read once and remembered until a commit changes either table,
 * so that a device that is revoked or a session that is ended is refused at once. Nothing is remembered where several processes
 * change the tables: there each request asks the database.
 */
export class CallingPairs {
  private readonly known = new Map<string, CallingPair>();
  private changes: number | undefined;

  constructor(private readonly store: Database) {}

  async find(deviceToken: string, sessionToken = ''): Promise<CallingPair | undefined> {
    return this.recall(deviceToken, sessionToken) ?? this.read(`${deviceToken} ${sessionToken}`, deviceToken, sessionToken);
  }

  /** A pair that is remembered. */
  recall(deviceToken: string, sessionToken = ''): CallingPair | undefined {
    const changes = this.changesNow();
    if (changes !== this.changes) this.known.clear();
    this.changes = changes;
    return this.known.get(`${deviceToken} ${sessionToken}`);
  }

  private async read(tokens: string, deviceToken: string, sessionToken: string): Promise<CallingPair | undefined> {
    const before = this.changesNow();
    const pair = await findCallingPair(this.store.reader, hashToken(deviceToken), sessionToken === '' ? '' : hashToken(sessionToken));
    const isStillSo = before !== undefined && before === this.changesNow();
    if (pair && isStillSo && this.known.size < MOST_PAIRS) this.known.set(tokens, pair);
    return pair;
  }

  private changesNow(): number | undefined {
    const [devices, sessions] = [this.store.changesOf('device'), this.store.changesOf('employee_session')];
    return devices === undefined || sessions === undefined ? undefined : devices + sessions;
  }
}
