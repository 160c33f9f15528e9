import type { Database, Reader, Tx } from '@app/database';
import { unportable } from '../../../tools/checks/sql-rules.mjs';

/** Every text that a suite sends, as it was written. What a dialect makes of it is the dialect's own. */
export class SqlTexts {
  private readonly texts = new Set<string>();

  /** The same database, overheard. */
  of(database: Database): Database {
    const { unitOfWork } = database;
    return {
      reader: this.heard(database.reader),
      unitOfWork: {
        run: (body) => unitOfWork.run((tx) => body(this.heard(tx, { dialect: ownDialect(tx) }))),
        get counters() {
          return unitOfWork.counters;
        },
      },
      changesOf: (table) => database.changesOf(table),
      close: () => database.close(),
    };
  }

  /** What SQL Server would refuse or answer otherwise, one line each. */
  refusals(): string[] {
    return [...this.texts].flatMap((sql) => unportable(sql).map(({ rule, say }) => `${rule}: ${say}: ${sql}`));
  }

  private heard<Source extends Reader>(source: Source, own: Partial<Source> = {}): Source {
    return new Proxy(source, {
      get: (target, name): unknown => {
        if (name in own) return own[name as keyof Source];
        const member: unknown = target[name as keyof Source];
        if (typeof member !== 'function') return member;
        return (...parameters: readonly unknown[]): unknown => {
          if (typeof parameters[0] === 'string') this.texts.add(parameters[0]);
          return Reflect.apply(member, target, parameters);
        };
      },
    });
  }
}

function ownDialect(tx: Tx): Tx['dialect'] {
  const { dialect } = tx;
  return {
    ...dialect,
    upsert: (_, upsert) => dialect.upsert(tx, upsert),
    holdRow: (_, row, parameters) => dialect.holdRow(tx, row, parameters),
    ensureMigrationTable: () => dialect.ensureMigrationTable(tx),
  };
}
