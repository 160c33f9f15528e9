import type { BackupsService } from './backups.service';

/** What somebody asked for and nobody waits for at the door. It is ended, and waited for, when the unit stops. */
export class BackupTasks {
  private readonly abort = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly backups: BackupsService) {}

  /** Refuses while something else is being done; how it ends stands in the state of the backups. */
  start(work: (signal: AbortSignal) => Promise<unknown>): void {
    this.backups.activity.requireIdle();
    this.running = work(this.abort.signal).catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.running;
  }
}
