import type { Database } from '@app/database';
import { counterValue } from '../../company/version-counters';

/**
 * Wakes boxes that wait for a session. The command line writes the same file, so sessions are seen by looking, once for all
 * who wait, not once for each.
 */
export class SessionBell {
  private readonly waiting = new Map<string, Set<() => void>>();
  private last: { readonly row: number; readonly retries: number } | undefined;

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

  /** Rings for whom sessions were opened since the last look; for all who wait when one was offered again, which is seldom. */
  async look(): Promise<void> {
    const { reader } = this.database;
    const newest = (await reader.first<{ row: number | null }>(`SELECT max(rowid) AS "row" FROM {download_session}`))?.row ?? 0;
    const now = { row: newest, retries: await counterValue(reader, 'retry') };
    const since = this.last ?? now;
    this.last = now;
    if (this.waiting.size === 0) return;
    if (now.retries !== since.retries) for (const id of [...this.waiting.keys()]) this.ring(id);
    if (now.row <= since.row) return;
    const rows = await reader.query<{ id: string }>(`SELECT DISTINCT channel_database_id AS id FROM {download_session} WHERE rowid > ?`, [
      since.row,
    ]);
    for (const { id } of rows) this.ring(id);
  }
}
