import { findSetting, saveSetting } from '@app/channel-db';
import type { Database } from '@app/database';
import type { Clock } from '@app/kernel';
import type { ConnectionProfile } from '@app/protocol';
import { setTimeout as sleep } from 'node:timers/promises';

const PAUSED = 'exchange.is-paused';
const UNLIMITED: ConnectionProfile = { pollSeconds: 30, uploadSeconds: 1, rateKilobytesPerSecond: null, isMetered: false, isPaused: false };

/** How this box uses its line: as headquarters wishes, and whether somebody here stopped what comes down. Sales go up all the same. */
export class LineUse {
  private wished = UNLIMITED;
  /** Until when the line is used up by what already passed, on the monotonic clock. */
  private usedUntil = 0;

  constructor(
    private readonly store: Database,
    private readonly clock: Clock,
  ) {}

  get profile(): ConnectionProfile {
    return this.wished;
  }

  /** What the last list of sessions said; a headquarters that says nothing wishes nothing. */
  wish(profile: ConnectionProfile = UNLIMITED): void {
    this.wished = profile;
  }

  /** Settles when so many bytes that just passed, up or down, are within the cap of the line; at once when it has none. */
  async spend(bytes: number, signal?: AbortSignal): Promise<void> {
    const { rateKilobytesPerSecond } = this.wished;
    if (rateKilobytesPerSecond === null) return;
    const now = performance.now();
    this.usedUntil = Math.max(now, this.usedUntil) + bytes / rateKilobytesPerSecond;
    await sleep(this.usedUntil - now, undefined, { ...(signal && { signal }) }).catch(() => undefined);
  }

  /** Whether it was stopped at this box; it stays so over restarts. */
  async isPausedHere(): Promise<boolean> {
    return (await findSetting(this.store.reader, PAUSED)) === true;
  }

  async pause(isPaused: boolean): Promise<void> {
    await this.store.unitOfWork.run((tx) => saveSetting(tx, PAUSED, isPaused, this.clock.now()));
  }
}
