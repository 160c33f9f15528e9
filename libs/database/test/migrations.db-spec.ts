import { runMigrations, type Migration, type MigrationSet } from '@app/database';
import { eachDatabase } from '@app/testing';

const table = (dialect: 'sqlite' | 'mssql', name: string): Migration => ({
  name: `000-${name}`,
  statements: [
    dialect === 'sqlite'
      ? `CREATE TABLE ${name} (id INTEGER NOT NULL PRIMARY KEY)`
      : `CREATE TABLE [store].[${name}] (id bigint NOT NULL CONSTRAINT pk_${name} PRIMARY KEY)`,
  ],
});
const FIRST: MigrationSet = { name: 'store', sqlite: [table('sqlite', 'one')], mssql: [table('mssql', 'one')] };

eachDatabase(FIRST, (test) => {
  const run = (migrations: readonly Migration[]) => runMigrations(test.database().unitOfWork, 'store', migrations);
  const first = () => table(test.dialect, 'one');

  it('runs each migration once and knows it afterwards', async () => {
    expect(await run([first()])).toEqual([]);
    expect(await run([first(), table(test.dialect, 'two')])).toEqual(['000-two']);
    expect(await run([first(), table(test.dialect, 'two')])).toEqual([]);
  });

  it('stops when a migration was changed after it had run', async () => {
    const changed = { ...first(), statements: [...first().statements, 'SELECT 1'] };
    await expect(run([changed])).rejects.toMatchObject({ code: 'database.migration-changed' });
  });

  it('keeps nothing of a migration that fails half-way', async () => {
    const half = { name: '0002', statements: [...table(test.dialect, 'two').statements, 'CREATE TABLE'] };
    await expect(run([first(), half])).rejects.toMatchObject({ code: 'database.other' });
    expect(await run([first(), table(test.dialect, 'two')])).toEqual(['000-two']);
  });

  it('leaves alone what a newer release added, because the previous release runs on the new schema', async () => {
    await run([first(), table(test.dialect, 'two')]);
    expect(await run([first()])).toEqual([]);
  });
});
