import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@app/database';
import type { DownloadSession } from '@app/protocol';
import { unfinishedSessions, type SessionOwner } from '../retail-scheduler/sessions/download-sessions';
import type { RetailScheduler } from '../retail-scheduler/retail-scheduler';
import type { SessionBell } from '../retail-scheduler/runs/session-bell';

/** Long poll for sessions: answers at once when there are some, otherwise when they come or the time is over. */
export class SessionPoll {
  private readonly closing = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly scheduler: RetailScheduler,
    private readonly bell: SessionBell,
  ) {}

  async wait(owner: SessionOwner, waitMs: number): Promise<DownloadSession[]> {
    await this.scheduler.ensureFirstLoad(owner);
    const until = performance.now() + waitMs;
    for (;;) {
      const { rung, stop } = this.bell.listen(owner.channelDatabaseId);
      const sessions = await unfinishedSessions(this.database.reader, owner);
      const leftMs = until - performance.now();
      if (sessions.length > 0 || leftMs <= 0 || this.closing.signal.aborted) {
        stop();
        return sessions;
      }
      await this.either(rung, leftMs);
      stop();
    }
  }

  /** Lets everybody go who waits; called by Nest when the process ends. */
  beforeApplicationShutdown(): void {
    this.closing.abort();
  }

  private async either(rung: Promise<void>, leftMs: number): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.closing.signal]);
    await Promise.race([rung, sleep(leftMs, undefined, { signal }).catch(() => undefined)]);
    over.abort();
  }
}
