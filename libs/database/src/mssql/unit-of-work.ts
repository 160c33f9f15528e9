import { AsyncLocalStorage } from 'node:async_hooks';
import { DomainError } from '@app/kernel';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Dialect, Tx, UnitCounters, UnitOfWork, UpdateReturning, Value } from '../database';
import { asDatabaseError, faultOf } from '../errors';
import { MssqlReading, runText, type Answer, type Translations } from './runner';

/** Deadlock, snapshot conflict and lock timeout end a transaction that would succeed a moment later. */
const MAX_TRIES = 5;

class MssqlTx extends MssqlReading implements Tx {
  isOpen = true;

  constructor(
    private readonly runner: QueryRunner,
    translations: Translations,
  ) {
    super(translations);
  }

  get dialect(): Dialect {
    return this.translations.dialect;
  }

  async run(sql: string, parameters: readonly Value[] = []): Promise<{ readonly changes: number }> {
    return this.answer(this.translations.of(sql), parameters);
  }

  async updateReturning<Row>(statement: UpdateReturning, parameters: readonly Value[]): Promise<Row[]> {
    return this.query<Row>(this.dialect.updateReturning(statement), parameters);
  }

  protected async answer(text: string, parameters: readonly Value[]): Promise<Answer> {
    if (!this.isOpen) throw new DomainError('unit.closed', 'the unit of work has ended; await every statement inside its body');
    return runText(this.runner, text, parameters);
  }
}

/**
 * A transaction each, SERIALIZABLE, so that a body sees the same as on SQLite, where units run one after another.
 * The level is always named: the driver does not reset pooled connections.
 */
export class MssqlUnitOfWork implements UnitOfWork {
  readonly counters: UnitCounters & { units: number; commits: number; commitMs: number; failed: number } = {
    units: 0, commits: 0, commitMs: 0, failed: 0, lostGroups: 0,
  }; // prettier-ignore
  private readonly current = new AsyncLocalStorage<MssqlTx>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly translations: Translations,
  ) {}

  async run<Result>(body: (tx: Tx) => Promise<Result>): Promise<Result> {
    if (this.current.getStore()?.isOpen) throw new DomainError('unit.nested', 'a unit of work began inside another one');
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.runOnce(body);
      } catch (error) {
        const fault = faultOf(error);
        const isWorthAnotherTry = (fault === 'conflict' || fault === 'busy') && attempt < MAX_TRIES;
        if (!isWorthAnotherTry) throw this.failed(error);
      }
    }
  }

  private async runOnce<Result>(body: (tx: Tx) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    const tx = new MssqlTx(runner, this.translations);
    try {
      await runner.startTransaction('SERIALIZABLE');
      const result = await this.current.run(tx, () => body(tx));
      tx.isOpen = false;
      const began = performance.now();
      await runner.commitTransaction();
      this.counters.units += 1;
      this.counters.commits += 1;
      this.counters.commitMs += performance.now() - began;
      return result;
    } catch (error) {
      tx.isOpen = false;
      await rollBack(runner);
      throw error;
    } finally {
      await runner.release();
    }
  }

  private failed(error: unknown): unknown {
    this.counters.failed += 1;
    return asDatabaseError(error);
  }
}

/** A deadlock victim has no transaction left; that the rollback then fails says nothing new. */
async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
  } catch (error) {
    if (faultOf(error) === undefined && !(error instanceof Error)) throw error;
  }
}
