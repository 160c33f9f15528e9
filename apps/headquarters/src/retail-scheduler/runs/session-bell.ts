import type { Database } from '@app/database';

/**
 * Wakes boxes that wait for a session. The command line writes the same file, so new sessions are seen by looking, once for all
 * who wait, not once for each.
 */
export class SessionBell {
  private readonly waiting = new Map<string, Set<() => void>>();
  private lastRow: number | undefined;

  constructor(private readonly database: Database) {}

  /** Settles when there may be a session for the channel database, or after the time. Called before the sessions are read. */
  listen(channelDatabaseId: string): { readonly rung: Promise<void>; readonly stop: () => void } {
    let stop = (): void => undefined;
    const rung = new Promise<void>((resolve) => {
      const listeners = this.waiting.get(channelDatabaseId) ?? new Set();
      this.waiting.set(channelDatabaseId, listeners.add(resolve));
      stop = () => {
        listeners.delete(resolve);
        if (listeners.size === 0) this.waiting.delete(channelDatabaseId);
        resolve();
      };
    });
    return { rung, stop };
  }

  ring(channelDatabaseId: string): void {
    for (const wake of this.waiting.get(channelDatabaseId) ?? []) wake();
  }

  /** Rings for whom sessions were opened since the last look. */
  async look(): Promise<void> {
    const { reader } = this.database;
    const newest = (await reader.first<{ row: number | null }>(`SELECT max(rowid) AS "row" FROM {download_session}`))?.row ?? 0;
    const since = this.lastRow ?? newest;
    this.lastRow = newest;
    if (newest <= since || this.waiting.size === 0) return;
    const rows = await reader.query<{ id: string }>(`SELECT DISTINCT channel_database_id AS id FROM {download_session} WHERE rowid > ?`, [
      since,
    ]);
    for (const { id } of rows) this.ring(id);
  }
}
