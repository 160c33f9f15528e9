import { DatabaseSync } from 'node:sqlite';

/** A store file seen from outside: what stands in it, and a hand on its write lock, so that a commit stops half way. */
export class StoreFile {
  constructor(private readonly path: string) {}

  attemptState(attemptId: string): string | undefined {
    return this.first('SELECT state AS found FROM tender_attempt WHERE attempt_id = ?', attemptId);
  }

  hasSale(transactionId: string): boolean {
    return this.first('SELECT transaction_id AS found FROM sale WHERE transaction_id = ?', transactionId) !== undefined;
  }

  /** Nobody commits until the answer is called. The appliance waits for it for some seconds, in the middle of what it was doing. */
  holdCommits(): () => void {
    const db = new DatabaseSync(this.path, { timeout: 5_000 });
    db.exec('BEGIN IMMEDIATE');
    return () => {
      db.exec('ROLLBACK');
      db.close();
    };
  }

  private first(sql: string, parameter: string): string | undefined {
    const db = new DatabaseSync(this.path, { readOnly: true });
    try {
      return db.prepare(sql).get(parameter)?.['found'] as string | undefined;
    } finally {
      db.close();
    }
  }
}
