import { asDatabaseError, DatabaseError, faultOf, type DatabaseFault } from './errors';

const sqlite = (code: string) => Object.assign(new Error(code), { code });
const mssql = (number: number) => Object.assign(new Error(String(number)), { number, code: 'EREQUEST' });

describe('what an engine refuses', () => {
  it.each<[DatabaseFault, Error[]]>([
    ['unique', [sqlite('SQLITE_CONSTRAINT_UNIQUE'), sqlite('SQLITE_CONSTRAINT_PRIMARYKEY'), mssql(2627), mssql(2601)]],
    ['foreign-key', [sqlite('SQLITE_CONSTRAINT_FOREIGNKEY'), mssql(547)]],
    ['not-null', [sqlite('SQLITE_CONSTRAINT_NOTNULL'), mssql(515)]],
    ['too-long', [mssql(2628), mssql(8152)]],
    ['busy', [sqlite('SQLITE_BUSY'), sqlite('SQLITE_BUSY_SNAPSHOT'), mssql(1222)]],
    ['conflict', [mssql(1205), mssql(3960)]],
    ['full', [sqlite('SQLITE_FULL'), mssql(1105), mssql(9002)]],
    ['io', [sqlite('SQLITE_IOERR_FSYNC'), mssql(823)]],
    ['corrupt', [sqlite('SQLITE_CORRUPT_VTAB'), sqlite('SQLITE_NOTADB'), mssql(824)]],
    ['other', [sqlite('SQLITE_ERROR'), mssql(208)]],
  ])('is %s, whichever engine says so and whoever wrapped it', (fault, errors) => {
    for (const error of errors) {
      expect(faultOf(error)).toBe(fault);
      expect(faultOf(Object.assign(new Error('query failed'), { driverError: error }))).toBe(fault);
      expect(asDatabaseError(error)).toMatchObject({ code: `database.${fault}`, cause: error });
    }
  });

  it('may be tried again when time or room may heal it', () => {
    const isRetryable = (error: unknown) => (asDatabaseError(error) as DatabaseError).details.retryable;
    expect([sqlite('SQLITE_FULL'), sqlite('SQLITE_BUSY'), sqlite('SQLITE_IOERR'), mssql(1205)].map(isRetryable)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([mssql(2627), mssql(515), sqlite('SQLITE_ERROR')].map(isRetryable)).toEqual([false, false, false]);
  });

  it('is not confused with an error of our own', () => {
    for (const error of [new Error('x'), 'text', undefined, null]) {
      expect(faultOf(error)).toBeUndefined();
      expect(asDatabaseError(error)).toBe(error);
    }
  });
});
