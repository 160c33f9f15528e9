import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@app/database';
import type { DownloadSession } from '@app/protocol';
import { unfinishedSessions, type SessionOwner } from '../retail-scheduler/download-sessions';
import type { RetailScheduler } from '../retail-scheduler/retail-scheduler';

/** The command line writes the same file, so a waiting box is served by looking again, not by being told. */
const LOOK_EVERY_MS = 500;

/** Long poll for sessions: answers at once when there are some, otherwise when they come or the time is over. */
export class SessionPoll {
  private readonly closing = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly scheduler: RetailScheduler,
  ) {}

  async wait(owner: SessionOwner, waitMs: number): Promise<DownloadSession[]> {
    await this.scheduler.ensureFirstLoad(owner);
    const until = performance.now() + waitMs;
    for (;;) {
      const sessions = await unfinishedSessions(this.database.reader, owner);
      const leftMs = until - performance.now();
      if (sessions.length > 0 || leftMs <= 0 || this.closing.signal.aborted) return sessions;
      await sleep(Math.min(LOOK_EVERY_MS, leftMs), undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  /** Lets everybody go who waits; called by Nest when the process ends. */
  beforeApplicationShutdown(): void {
    this.closing.abort();
  }
}
