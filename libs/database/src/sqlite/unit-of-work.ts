import { AsyncLocalStorage } from 'node:async_hooks';
import { DomainError } from '@app/kernel';
import type { Tx, UnitCounters, UnitOfWork } from '../database';
import { asDatabaseError, DatabaseError, faultOf } from '../errors';
import { ANY_TABLE, type Statements } from './statements';
import { SqliteTx } from './transaction';

/** Units in one commit. Bounds how long the first one waits and how long the event loop is held. */
const MAX_GROUP = 64;

/** Turns of the event loop that a group waits for more, as long as each brings some. */
const MAX_TURNS = 4;

interface Waiting {
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly keep: (value: unknown) => void;
  readonly refuse: (reason: unknown) => void;
}

/** How a unit ended. It is told only after the group's commit. */
type Ended = Kept | { readonly unit: Waiting; readonly reason: unknown };
type Kept = { readonly unit: Waiting; readonly value: unknown };

const isKept = (end: Ended): end is Kept => !('reason' in end);

/**
 * Units of work on the one writer connection: strictly one after another, several in one commit. What is undone is the unit
 * alone: the first of a group with the transaction, those after it with a savepoint of their own.
 * A group begins when a turn of the event loop has brought nothing more, and its members are answered after the flush.
 */
export class SqliteUnitOfWork implements UnitOfWork {
  readonly counters: UnitCounters & { units: number; commits: number; commitMs: number; failed: number; lostGroups: number } = {
    units: 0, commits: 0, commitMs: 0, failed: 0, lostGroups: 0,
  }; // prettier-ignore
  private readonly waiting: Waiting[] = [];
  private readonly current = new AsyncLocalStorage<SqliteTx>();
  private isRunning = false;
  private readonly whenIdle: (() => void)[] = [];
  private brokenBy: DatabaseError | undefined;
  private readonly changes = new Map<string, number>();

  constructor(
    private readonly statements: Statements,
    /** Told once when the file can no longer be trusted until it is opened again; the process should end and start anew. */
    private readonly whenBroken: (fault: DatabaseError) => void = () => undefined,
  ) {}

  run<Result>(body: (tx: Tx) => Promise<Result>): Promise<Result> {
    if (this.current.getStore()?.isOpen) return Promise.reject(new DomainError('unit.nested', 'a unit of work began inside another one'));
    return new Promise<Result>((resolve, reject) => {
      this.waiting.push({ work: body, keep: (value) => resolve(value as Result), refuse: reject });
      this.begin();
    });
  }

  /** How many commits have changed a table since the file was opened. */
  changesOf(table: string): number {
    return (this.changes.get(table) ?? 0) + (this.changes.get(ANY_TABLE) ?? 0);
  }

  /** Resolves when nothing waits any more. */
  idle(): Promise<void> {
    return new Promise((resolve) => (this.isRunning ? this.whenIdle.push(resolve) : resolve()));
  }

  private begin(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.gather(0, MAX_TURNS);
  }

  private gather(cameBefore: number, turnsLeft: number): void {
    setImmediate(() => {
      const came = this.waiting.length;
      if (came > cameBefore && came < MAX_GROUP && turnsLeft > 1) this.gather(came, turnsLeft - 1);
      else void this.runGroup();
    });
  }

  private async runGroup(): Promise<void> {
    const ended: Ended[] = [];
    const lostTo = await this.runTogether(ended);
    for (const end of ended) this.tell(end, lostTo);
    this.isRunning = false;
    if (this.waiting.length > 0) return this.begin();
    for (const resolve of this.whenIdle.splice(0)) resolve();
  }

  /** Runs what waits in one transaction; answers what the whole group was lost to, when it was. */
  private async runTogether(ended: Ended[]): Promise<DatabaseError | undefined> {
    try {
      if (this.brokenBy) throw this.brokenBy;
      this.control('BEGIN IMMEDIATE');
      while (ended.length < MAX_GROUP) {
        const unit = this.waiting.shift();
        if (!unit) break;
        const isFirst = !ended.some(isKept);
        const end = await this.runOne(unit, isFirst);
        ended.push(end);
        if (!isKept(end)) this.undo(end.reason, isFirst);
      }
      this.commit(ended);
      return undefined;
    } catch (error) {
      if (ended.length === 0) ended.push(...this.waiting.splice(0).map((unit) => ({ unit, reason: error })));
      return this.lose(error);
    }
  }

  private async runOne(unit: Waiting, isFirst: boolean): Promise<Ended> {
    const tx = new SqliteTx(this.statements);
    try {
      if (!isFirst) this.control('SAVEPOINT unit');
      const value = await this.current.run(tx, () => settledThisTurn(unit.work(tx)));
      tx.isOpen = false;
      if (!isFirst) this.control('RELEASE unit');
      return { unit, value };
    } catch (reason) {
      tx.isOpen = false;
      return { unit, reason };
    }
  }

  /** Back to where the unit began. SQLite may have ended the whole transaction by itself; then no member of the group was kept. */
  private undo(reason: unknown, isFirst: boolean): void {
    const fault = faultOf(reason);
    if (fault === 'full' || fault === 'io' || fault === 'corrupt') throw reason;
    if (!this.statements.connection.inTransaction) throw new DatabaseError('io', reason, 'SQLite ended the transaction: ');
    if (isFirst) this.control('ROLLBACK').control('BEGIN IMMEDIATE');
    else this.control('ROLLBACK TO unit').control('RELEASE unit');
  }

  private commit(ended: readonly Ended[]): void {
    const hasWork = ended.some(isKept);
    const began = performance.now();
    this.control(hasWork ? 'COMMIT' : 'ROLLBACK');
    if (hasWork) {
      this.counters.commits += 1;
      this.counters.commitMs += performance.now() - began;
    }
    for (const table of this.statements.changed) this.changes.set(table, (this.changes.get(table) ?? 0) + 1);
    this.statements.changed.clear();
  }

  private lose(error: unknown): DatabaseError {
    this.counters.lostGroups += 1;
    const classified = asDatabaseError(error);
    const lostTo = classified instanceof DatabaseError ? classified : new DatabaseError('io', error);
    // A flush that failed is never tried again: what the file holds is known only after it was opened anew.
    if (lostTo.fault === 'io' || lostTo.fault === 'corrupt' || !this.isRolledBack()) this.breakBy(lostTo);
    return lostTo;
  }

  private isRolledBack(): boolean {
    try {
      if (this.statements.connection.inTransaction) this.control('ROLLBACK');
      return true;
    } catch {
      return false;
    }
  }

  private breakBy(fault: DatabaseError): void {
    this.isRolledBack();
    if (this.brokenBy) return;
    this.brokenBy = fault;
    this.whenBroken(fault);
  }

  private tell(end: Ended, lostTo: DatabaseError | undefined): void {
    if (lostTo) return end.unit.refuse(new DatabaseError(lostTo.fault, lostTo, 'nothing was kept: '));
    if (!isKept(end)) {
      this.counters.failed += 1;
      return end.unit.refuse(end.reason);
    }
    this.counters.units += 1;
    end.unit.keep(end.value);
  }

  private control(sql: string): this {
    this.statements.run(sql, []);
    return this;
  }
}

/**
 * A body that awaits only its transaction settles within this turn of the event loop. One that waits for anything else
 * (HTTP, a timer, argon2) would hold every register, so it is refused.
 */
async function settledThisTurn<Result>(work: Promise<Result>): Promise<Result> {
  let next: NodeJS.Immediate | undefined;
  const turn = new Promise<never>((_, reject) => {
    next = setImmediate(() => reject(new DomainError('unit.awaited-outside', 'a unit of work may await its own statements only')));
  });
  try {
    return await Promise.race([work, turn]);
  } finally {
    clearImmediate(next);
  }
}
