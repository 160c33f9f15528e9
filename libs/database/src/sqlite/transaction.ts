import { DomainError } from '@app/kernel';
import type { Tx, UpdateReturning, Value } from '../database';
import { sqliteDialect } from '../dialect/sqlite';
import { SqliteReader, type Statements } from './statements';

/** One unit on the writer connection. Closed when its body settles, so that nothing left behind writes into a neighbour. */
export class SqliteTx extends SqliteReader implements Tx {
  readonly dialect = sqliteDialect;
  isOpen = true;

  async run(sql: string, parameters: readonly Value[] = []): Promise<{ readonly changes: number }> {
    return this.usable().run(sql, parameters);
  }

  async updateReturning<Row>(statement: UpdateReturning, parameters: readonly Value[]): Promise<Row[]> {
    return this.usable().all<Row>(sqliteDialect.updateReturning(statement), parameters);
  }

  protected override usable(): Statements {
    if (!this.isOpen) throw new DomainError('unit.closed', 'the unit of work has ended; await every statement inside its body');
    return this.statements;
  }
}
