import sql from 'mssql';
import type { QueryRunner } from 'typeorm';
import { mssqlDialect } from '../dialect/mssql';
import { mssqlDataSource } from './open-mssql';
import { MssqlUnitOfWork } from './unit-of-work';
import { runText, Translations } from './runner';

/** A connection that answers as TypeORM does over the mssql driver, and takes down what was asked of it. */
function aRunner(answer: (text: string) => { records?: unknown[]; affected?: number }) {
  const log: string[] = [];
  const runner = {
    isTransactionActive: false,
    startTransaction: async (level: string) => void (log.push(`begin ${level}`), (runner.isTransactionActive = true)),
    commitTransaction: async () => void (log.push('commit'), (runner.isTransactionActive = false)),
    rollbackTransaction: async () => void (log.push('rollback'), (runner.isTransactionActive = false)),
    release: async () => void log.push('release'),
    query: async (text: string) => (log.push(text), answer(text)),
  };
  return { log, runner: runner as unknown as QueryRunner };
}

const rowsWith = (rows: object[], columns: object) => Object.defineProperty(rows, 'columns', { value: columns });
const deadlock = Object.assign(new Error('deadlock'), { number: 1205 });

describe('SQL Server without one', () => {
  it('gives bigint back as exact numbers, refuses one that is not, and leaves text and null alone', async () => {
    const columns = { id: { type: sql.BigInt }, digits: { type: sql.NVarChar }, at: { type: sql.BigInt } };
    const answer = (id: string) => () => ({ records: rowsWith([{ id, digits: '12', at: null }], columns) });
    expect((await runText(aRunner(answer('9007199254740991')).runner, 'SELECT', [])).rows).toEqual([
      { id: Number.MAX_SAFE_INTEGER, digits: '12', at: null },
    ]);
    await expect(runText(aRunner(answer('9007199254740993')).runner, 'SELECT', [])).rejects.toMatchObject({ code: 'number.out-of-range' });
  });

  const unitOfWork = (runner: QueryRunner) =>
    new MssqlUnitOfWork({ createQueryRunner: () => runner } as never, new Translations(mssqlDialect('store')));

  it('names the isolation level of every unit and lets the connection go', async () => {
    const { log, runner } = aRunner(() => ({ affected: 1 }));
    expect(await unitOfWork(runner).run((tx) => tx.run('UPDATE {t} SET a = ?', [1]))).toEqual({ rows: [], changes: 1 });
    expect(log).toEqual(['begin SERIALIZABLE', 'UPDATE [store].[t] SET a = @0', 'commit', 'release']);
  });

  it('runs a deadlock victim again, and gives up after five times', async () => {
    let failures = 2;
    const twice = aRunner(() => {
      failures -= 1;
      if (failures >= 0) throw deadlock;
      return { affected: 1 };
    });
    await unitOfWork(twice.runner).run((tx) => tx.run('UPDATE {t} SET a = 1'));
    expect(twice.log.filter((line) => line === 'rollback')).toHaveLength(2);
    const always = aRunner(() => {
      throw deadlock;
    });
    await expect(unitOfWork(always.runner).run((tx) => tx.run('UPDATE {t} SET a = 1'))).rejects.toMatchObject({
      code: 'database.conflict',
    });
    expect(always.log.filter((line) => line.startsWith('begin'))).toHaveLength(5);
  });

  it('runs nothing again that a body refused', async () => {
    const { log, runner } = aRunner(() => ({ affected: 1 }));
    await expect(unitOfWork(runner).run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(log).toEqual(['begin SERIALIZABLE', 'rollback', 'release']);
  });

  it('takes its address apart, encryption and percent signs included', () => {
    const { options } = mssqlDataSource('mssql://till%40store:p%2Fw@db.example:1444/retail?trustServerCertificate=true');
    expect(options).toMatchObject({
      host: 'db.example', port: 1444, username: 'till@store', password: 'p/w', database: 'retail',
      options: { encrypt: true, trustServerCertificate: true },
    }); // prettier-ignore
    expect(() => mssqlDataSource('postgres://x')).toThrow('mssql://');
  });
});
